package io.bellbuoy.engine.rule;

import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named windowed aggregate of one stream by one key.
 *
 * @param name a lowerCamelCase identifier; rules read it as {@code features.<name>}
 * @param stream the stream it aggregates
 * @param by the fields that make up its key, at least one
 * @param where a condition over the event's fields; null: every event counts
 * @param window the window
 * @param value the aggregate, such as {@code sum(amount)}
 * @param evaluate when an event is evaluated
 * @param emit when the value is published: {@link Emit#ON_CLOSE}, or otherwise with every event
 * @param allowedLateness how long after a window's end late events still count
 * @param publish the topic it is published to; null: none
 * @param restart what becomes of its state when a change makes it useless
 */
public record FeatureSpec(
        String name,
        String stream,
        List<String> by,
        @Nullable String where,
        WindowSpec window,
        String value,
        Evaluate evaluate,
        Emit emit,
        Duration allowedLateness,
        @Nullable String publish,
        Restart restart) {

    public FeatureSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stream, "stream");
        by = List.copyOf(by);
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(evaluate, "evaluate");
        Objects.requireNonNull(emit, "emit");
        Objects.requireNonNull(allowedLateness, "allowedLateness");
        Objects.requireNonNull(restart, "restart");
        if (allowedLateness.isNegative()) {
            throw new RuleException(
                    "feature '" + name + "'", "allowed-lateness", allowedLateness.toString(), "0 or a longer time");
        }
    }

    /** A feature whose state is kept. */
    public FeatureSpec(
            String name,
            String stream,
            List<String> by,
            @Nullable String where,
            WindowSpec window,
            String value,
            Evaluate evaluate,
            Emit emit,
            Duration allowedLateness,
            @Nullable String publish) {
        this(name, stream, by, where, window, value, evaluate, emit, allowedLateness, publish, Restart.KEEP);
    }

    /** A feature on arrival, without lateness, that is not published. */
    public static FeatureSpec of(String name, String stream, List<String> by, WindowSpec window, String value) {
        return new FeatureSpec(
                name, stream, by, null, window, value, Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE, Duration.ZERO, null);
    }
}
