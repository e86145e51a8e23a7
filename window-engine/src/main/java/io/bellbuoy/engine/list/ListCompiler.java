package io.bellbuoy.engine.list;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks lists against the streams. */
public final class ListCompiler {

    private ListCompiler() {}

    /**
     * Checks and compiles.
     *
     * @throws RuleException if one of them cannot be looked up
     */
    public static List<ListPlan> compile(List<ListSpec> specs, List<StreamSpec> streams) {
        Set<String> names = new HashSet<>();
        Set<String> topics = new HashSet<>();
        List<ListPlan> plans = new ArrayList<>();
        for (ListSpec spec : specs) {
            String owner = ListSpec.owner(spec.name());
            if (!spec.name().matches("[a-z][A-Za-z0-9]*")) {
                throw new RuleException(
                        owner,
                        "name",
                        "the name '" + spec.name() + "'",
                        "a lowerCamelCase identifier, such as stolenCards");
            }
            if (!names.add(spec.name())) {
                throw new RuleException("lists", spec.name(), "two lists of that name", "one");
            }
            if (spec.topic() != null && !topics.add(spec.topic())) {
                throw new RuleException(owner, "topic", "the topic of another list", "a topic of its own");
            }
            plans.add(plan(spec, streams));
        }
        return List.copyOf(plans);
    }

    private static ListPlan plan(ListSpec spec, List<StreamSpec> streams) {
        ListPlan plan = new ListPlan(spec);
        boolean any = false;
        for (StreamSpec stream : streams) {
            any |= plan.in(stream) != null;
        }
        if (!any) {
            List<String> fields = streams.stream()
                    .flatMap(stream -> stream.schema().fields().stream())
                    .map(Field::name)
                    .distinct()
                    .toList();
            throw new RuleException(
                    ListSpec.owner(spec.name()),
                    "field",
                    "'" + spec.field() + "', which no stream has",
                    "a field" + Nearest.hint(spec.field(), fields));
        }
        return plan;
    }
}
