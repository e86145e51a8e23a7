package io.bellbuoy.engine.alerting;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.list.TaskLists;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists that allow or deny events of one stream, in one task. */
public final class Overrides {

    private final TaskLists lists;
    private final ListRef[] refs;

    /** @param plans those that the stream lacks the field of, or that have no effect, are left out */
    public Overrides(TaskLists lists, List<ListPlan> plans, StreamSpec stream) {
        this.lists = lists;
        List<ListRef> refs = new ArrayList<>();
        for (ListPlan plan : plans) {
            ListRef ref = plan.spec().effect() == ListSpec.Effect.NONE ? null : plan.in(stream);
            if (ref != null) {
                refs.add(ref);
            }
        }
        this.refs = refs.toArray(ListRef[]::new);
    }

    /** The entries that an event is on, in the order of declaration. */
    public List<Output.Listed> of(Event event) {
        if (refs.length == 0) {
            return List.of();
        }
        List<Output.Listed> found = new ArrayList<>(0);
        for (ListRef ref : refs) {
            add(ref.list().spec(), lists.find(ref, event), found);
        }
        return found;
    }

    private static void add(ListSpec list, ListSpec.@Nullable Entry entry, List<Output.Listed> found) {
        if (entry != null) {
            found.add(new Output.Listed(list.name(), list.effect(), entry.value(), entry.reason(), entry.until()));
        }
    }

    /** Whether an event is allowed by a list and denied by none, so that no rule blocks for it. */
    boolean spares(Event event) {
        return isAllowed(of(event));
    }

    /** The same of a window's close, where only the key is known. */
    boolean spares(Map<String, String> key, long time) {
        List<Output.Listed> found = new ArrayList<>(0);
        for (ListRef ref : refs) {
            ListSpec spec = ref.list().spec();
            String value = key.get(spec.field());
            add(spec, value == null ? null : lists.find(ref.list(), value, time), found);
        }
        return isAllowed(found);
    }

    private static boolean isAllowed(List<Output.Listed> found) {
        return !found.isEmpty() && found.stream().allMatch(listed -> listed.effect() == ListSpec.Effect.ALLOW);
    }
}
