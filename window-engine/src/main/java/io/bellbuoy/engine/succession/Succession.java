package io.bellbuoy.engine.succession;

import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How one plan follows another: what must stay as it was, and which rules and features begin without the state they had. */
public final class Succession {

    private final RuleSet rules;
    private final Layout layout;
    private final boolean isStaged;

    /** @param isStaged whether there are stages behind the first */
    public Succession(RuleSet rules, Layout layout, boolean isStaged) {
        this.rules = rules;
        this.layout = layout;
        this.isStaged = isStaged;
    }

    /**
     * Checks that another plan can follow while tasks run.
     *
     * @throws RuleException if it cannot
     */
    public void require(Succession next) {
        requireSame(next.rules);
        if (isStaged || next.isStaged) {
            throw fixed("rules", "rules that need stages behind the first", "a restart for these");
        }
        if (!topicsOfLists(rules).equals(topicsOfLists(next.rules))) {
            throw fixed("lists", "other lists with a topic", "those of the start; entries and effects may change");
        }
        layout.checkNext(next.layout, next.cold());
    }

    private void requireSame(RuleSet next) {
        if (!rules.application().equals(next.application())) {
            throw fixed("application-id", "'" + next.application() + "'", "'" + rules.application() + "'");
        }
        if (!texts(rules.streams()).equals(texts(next.streams()))) {
            throw fixed("streams", "other streams or settings of streams", "those of the start");
        }
        if (!rules.tables().toString().equals(next.tables().toString())) {
            throw fixed("tables", "other tables or settings of tables", "those of the start");
        }
        if (!rules.joins().toString().equals(next.joins().toString())) {
            throw fixed("joins", "other joins", "those of the start");
        }
    }

    private static List<String> texts(List<StreamSpec> streams) {
        return streams.stream().map(StreamSpec::toString).toList();
    }

    /** They are read from the start on. */
    private static Map<String, String> topicsOfLists(RuleSet rules) {
        Map<String, String> topics = new TreeMap<>();
        rules.lists().stream()
                .filter(list -> list.topic() != null)
                .forEach(list -> topics.put(list.name(), list.topic() + list.expiryRequired()));
        return topics;
    }

    private static RuleException fixed(String property, String found, String allowed) {
        return new RuleException(
                "bellbuoy",
                property,
                found + ", which cannot change while the service runs",
                allowed + "; or restart it");
    }

    /** The rules and features that may begin without the state they had. */
    private Set<String> cold() {
        Set<String> cold = new TreeSet<>();
        rules.features().stream()
                .filter(feature -> feature.restart() == Restart.COLD)
                .forEach(feature -> cold.add(Inventory.feature(feature.name())));
        rules.rules().stream()
                .filter(rule -> rule.restart() == Restart.COLD)
                .forEach(rule -> cold.add(Inventory.rule(rule.name())));
        return cold;
    }

    /** Writes the layout of state, for {@link #readBefore}. */
    public void write(StateOutput out) {
        layout.write(out);
    }

    /**
     * Compares the layout of stored state with that of the plan.
     *
     * @return the numbers of the rules and features that begin without that state
     * @throws RuleException if one that may not begin without it was changed so that the state cannot serve it
     */
    public Set<Integer> readBefore(StateInput in) {
        return layout.check(in, cold()).stream().map(Inventory::number).collect(Collectors.toSet());
    }
}
