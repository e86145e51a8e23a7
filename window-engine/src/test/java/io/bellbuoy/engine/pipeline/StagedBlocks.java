package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.ListSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks that follow from alerts and verifications, one after the other in the order of time. */
final class StagedBlocks {

    private record Open(String rule, @Nullable String liftOn, long since, long until) {}

    private final Map<String, Open> open = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * What is published.
     *
     * @param alerts in the order in which one task raises them
     */
    static List<String> of(StagedRules rules, List<StagedFacts.Fact> facts, List<Output.Alert> alerts) {
        StagedBlocks blocks = new StagedBlocks();
        facts.stream()
                .sorted(Comparator.comparingLong(StagedFacts.Fact::time)
                        .thenComparing(StagedFacts.Fact::stream)
                        .thenComparing(StagedFacts.Fact::id))
                .forEach(fact -> {
                    blocks.expire(fact.time());
                    if (fact.stream().equals("verified")) {
                        blocks.lift(String.valueOf(fact.account()), fact.time());
                    }
                    for (Output.Alert alert : alerts) {
                        BlockSpec block = rules.blocks().get(alert.rule());
                        if (block != null && fact.id().equals(alert.eventId()) && !isSpared(fact, rules.lists())) {
                            blocks.open(String.valueOf(fact.account()), alert, block);
                        }
                    }
                });
        blocks.expire(Long.MAX_VALUE);
        return blocks.lines.stream().sorted().toList();
    }

    private static boolean isSpared(StagedFacts.Fact fact, List<ListSpec> lists) {
        return lists.stream().anyMatch(list -> list.effect() == ListSpec.Effect.ALLOW && fact.isOn(list))
                && lists.stream().noneMatch(list -> list.effect() == ListSpec.Effect.DENY && fact.isOn(list));
    }

    private void open(String account, Output.Alert alert, BlockSpec block) {
        Open known = open.get(account);
        long until = alert.eventTime() + block.duration().toMillis();
        if (known == null || known.until() < until) {
            Open next = new Open(alert.rule(), block.liftOn(), alert.eventTime(), until);
            open.put(account, next);
            lines.add(line(Output.ActionKind.BLOCK, account, next.rule(), next.since(), until, next.since()));
        }
    }

    private void lift(String account, long time) {
        Open known = open.get(account);
        if (known != null && known.liftOn() != null) {
            open.remove(account);
            lines.add(
                    line(Output.ActionKind.RELEASE_LIFTED, account, known.rule(), known.since(), known.until(), time));
        }
    }

    private void expire(long time) {
        open.entrySet().removeIf(entry -> {
            Open known = entry.getValue();
            boolean isOver = known.until() <= time;
            if (isOver) {
                lines.add(line(
                        Output.ActionKind.RELEASE_EXPIRED,
                        entry.getKey(),
                        known.rule(),
                        known.since(),
                        known.until(),
                        known.until()));
            }
            return isOver;
        });
    }

    /** An action that was published. */
    static String line(Output.Action action) {
        return line(action.kind(), action.recordKey(), action.rule(), action.since(), action.until(), action.at());
    }

    private static String line(Output.ActionKind kind, String account, String rule, long since, long until, long at) {
        return kind + " " + account + " by " + rule + " from " + since + " to " + until + " at " + at;
    }
}
