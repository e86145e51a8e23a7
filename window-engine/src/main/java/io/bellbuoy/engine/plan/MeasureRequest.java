package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.window.CalendarCells;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish of a rule or feature for aggregates over a window; several wishes may be met by one state.
 *
 * @param owner who wishes it, as in {@code rule 'high-value'}
 * @param name the bare name of the owner
 * @param properties for each call the property that holds it, as in {@code compute.total}
 */
record MeasureRequest(
        String owner,
        String name,
        StreamSpec stream,
        KeyBy by,
        @Nullable String where,
        WindowSpec window,
        List<AggregateCall> calls,
        List<String> properties,
        Evaluate evaluate,
        Duration lateness) {

    /** Requests of equal groups share their state. */
    record Group(String stream, List<String> by, String where, Evaluate evaluate, Duration lateness, String windows) {}

    Group group() {
        return new Group(stream.name(), by.fields(), where == null ? "" : where, evaluate, lateness, kind(window));
    }

    /** Windows of one kind share state; sessions only with those of the same gap, global ones of the same trigger, calendar windows of the same cells. */
    private static String kind(WindowSpec window) {
        if (window instanceof WindowSpec.Session || window instanceof WindowSpec.Global) {
            return window.toString();
        }
        if (window instanceof WindowSpec.Calendar calendar) {
            return CalendarCells.of(calendar).identity();
        }
        return window instanceof WindowSpec.Trailing ? "trailing" : "aligned";
    }

    static AggregateCall parse(String owner, String property, String text, Map<String, UserAggregate<?>> users) {
        try {
            return AggregateCall.parse(text, users);
        } catch (IllegalArgumentException e) {
            throw new RuleException(
                    owner,
                    property,
                    String.valueOf(e.getMessage()),
                    "one of " + String.join(", ", AggregateCall.names(users.keySet()))
                            + ", of an expression over the event's fields; 'when' can combine their results");
        }
    }
}
