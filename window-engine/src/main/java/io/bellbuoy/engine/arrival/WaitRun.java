package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.arrival.WaitCells.Held;
import io.bellbuoy.engine.arrival.WaitCells.Pending;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.join.TableState;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.TablePlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the events of one rule that find no entry in a table for which they wait, in one task. The event has counted
 * everywhere and all other rules have seen it; this one is asked when the entries are there, or the time is over, with what
 * it had computed of the event.
 *
 * <p>On arrival it is asked as soon as an entry arrives. At the watermark it is asked when the watermark is beyond the
 * first entry that follows the event, so that the order of arrival makes no difference.
 */
public final class WaitRun {

    /** Asks the rule about an event that has waited. */
    @FunctionalInterface
    public interface Asked {
        void ask(Event event, Map<String, @Nullable Object> values);
    }

    private static final long NOT_MISSING = Long.MIN_VALUE;

    private final RulePlan rule;
    private final List<TablePlan> awaited;
    private final boolean exact;
    private final WaitCells cells;
    private final @Nullable SeenIds seenIds;
    private final Turn turn;
    private final Asked asked;

    /** @param seenIds the ids of the rule's stream; null if it is not deduplicated */
    public WaitRun(RulePlan rule, WaitCells cells, @Nullable SeenIds seenIds, Turn turn, Asked asked) {
        this.rule = rule;
        this.awaited = rule.awaited();
        this.exact = rule.spec().evaluate() == Evaluate.AT_WATERMARK;
        this.cells = cells;
        this.seenIds = seenIds;
        this.turn = turn;
        this.asked = asked;
    }

    /** Whether an entry that an event waits for is missing, and its time is not over. */
    public boolean isMissing(Event event) {
        return askAt(event) > turn.watermark();
    }

    /** Holds an event back. */
    public void hold(Event event, Map<String, @Nullable Object> values) {
        KeyState key = turn.state().of(KeyBy.RECORD_KEY, event.key());
        hold(key, new Pending(event, values));
    }

    private void hold(KeyState key, Pending pending) {
        long at = askAt(pending.event());
        Held known = (Held) key.get(cells.id(), at);
        List<Pending> all = new ArrayList<>(known == null ? List.of() : known.pending());
        all.add(pending);
        turn.state().put(key, cells.id(), at, new Held(all));
    }

    /** An entry of a table was set: what waits for nothing more is asked, the rest waits on. */
    void onEntry(String recordKey) {
        KeyState key = turn.state().of(KeyBy.RECORD_KEY, recordKey);
        List<Pending> ready = new ArrayList<>();
        take(key, CellType.NEVER).forEach(pending -> {
            if (askAt(pending.event()) == NOT_MISSING) {
                ready.add(pending);
            } else {
                hold(key, pending);
            }
        });
        new Held(ready).pending().forEach(this::ask);
    }

    /** The watermark has come to where some are asked; not those whose entry was replaced by a deletion meanwhile. */
    public void onWake(KeyState key) {
        for (Pending pending : take(key, turn.watermark())) {
            if (isMissing(pending.event())) {
                hold(key, pending);
            } else {
                ask(pending);
            }
        }
    }

    /** Takes what is to be asked up to a watermark, in that order. */
    private List<Pending> take(KeyState key, long upTo) {
        TreeMap<Long, Held> due = new TreeMap<>();
        for (int i = key.seek(cells.id(), Long.MIN_VALUE); key.isOf(cells.id(), i) && key.chunkAt(i) <= upTo; i++) {
            Held held = (Held) key.valueAt(i);
            if (held != null) {
                due.put(key.chunkAt(i), held);
            }
        }
        due.keySet().forEach(at -> turn.state().put(key, cells.id(), at, null));
        return due.values().stream().flatMap(held -> held.pending().stream()).toList();
    }

    private void ask(Pending pending) {
        Event event = pending.event();
        try {
            asked.ask(event, pending.values());
        } catch (RuntimeException e) {
            // A condition fails before anything is changed, so there is nothing to undo but that the id was seen.
            RuleFailure failure = new RuleFailure(rule.spec().name(), e);
            turn.emit(new Output.Dead(
                    event.source(),
                    Output.Reason.RULE_FAILED,
                    failure.rule(),
                    String.valueOf(failure.getMessage()),
                    failure.exception()));
            if (seenIds != null) {
                seenIds.forget(turn.state(), event);
            }
        }
    }

    // ---- when

    /** The watermark at which the rule is to be asked about an event, or {@link #NOT_MISSING}: at once. */
    private long askAt(Event event) {
        long latest = NOT_MISSING;
        for (TablePlan table : awaited) {
            latest = Math.max(latest, askAt(event, table));
        }
        return latest;
    }

    private long askAt(Event event, TablePlan table) {
        TableState entries = table.state();
        KeyState key = turn.state().of(entries.space(), event.key());
        long time = event.time();
        long until = time + table.spec().await().toMillis();
        if (!exact && !table.hasHistory()) {
            return entries.newest(key, time) != null ? NOT_MISSING : until + 1;
        }
        if (entries.asOf(key, time) != null) {
            return NOT_MISSING;
        }
        long first = entries.firstAfter(key, time, until);
        if (first == CellType.NEVER) {
            return until + 1;
        }
        return exact ? first + 1 : NOT_MISSING;
    }
}
