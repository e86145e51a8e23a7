package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes global windows with their triggers. */
final class GlobalFactory {

    private static final String TRIGGERS =
            "one of count: 100, delta: { of: \"amount\", threshold: 10 }, every: 1h and processing-every: 1m";

    private final Checks checks;

    GlobalFactory(Checks checks) {
        this.checks = checks;
    }

    WindowSpec create(@Nullable TriggerProperties properties, @Nullable TimeSpan ttl) {
        if (properties == null) {
            throw checks.refused("window.trigger", "nothing with global", TRIGGERS);
        }
        if (ttl == null || ttl.duration().isZero()) {
            throw checks.refused(
                    "window.ttl",
                    ttl == null ? "nothing with global" : "0",
                    "how long after its last event a key is forgotten, as in ttl: 30d");
        }
        Trigger trigger = trigger(properties);
        if (trigger instanceof Trigger.Every every && ttl.duration().compareTo(every.interval()) < 0) {
            throw checks.refused(
                    "window.ttl", ttl + " with trigger.every=" + every.interval(), "at least " + every.interval());
        }
        return new WindowSpec.Global(trigger, properties.then() != TriggerProperties.Then.KEEP, ttl.duration());
    }

    private Trigger trigger(TriggerProperties properties) {
        List<String> given = given(properties);
        if (given.size() != 1) {
            throw checks.refused(
                    "window.trigger", given.isEmpty() ? "no kind of trigger" : String.join(" and ", given), TRIGGERS);
        }
        if (properties.count() != null) {
            return count(properties.count());
        }
        if (properties.delta() != null) {
            return delta(properties.delta());
        }
        return properties.every() != null
                ? new Trigger.Every(interval("window.trigger.every", properties.every()))
                : new Trigger.ProcessingEvery(
                        interval("window.trigger.processing-every", properties.processingEvery()));
    }

    private static List<String> given(TriggerProperties properties) {
        List<String> given = new ArrayList<>();
        if (properties.count() != null) {
            given.add("count");
        }
        if (properties.delta() != null) {
            given.add("delta");
        }
        if (properties.every() != null) {
            given.add("every");
        }
        if (properties.processingEvery() != null) {
            given.add("processing-every");
        }
        return given;
    }

    private Trigger count(int events) {
        if (events < 1) {
            throw checks.refused("window.trigger.count", Integer.toString(events), "1 or more events");
        }
        return new Trigger.Count(events);
    }

    private Trigger delta(TriggerProperties.Delta delta) {
        String of = checks.required("window.trigger.delta.of", delta.of(), "a number of the event, as in \"amount\"");
        BigDecimal threshold = delta.threshold();
        if (threshold == null || threshold.signum() < 0) {
            throw checks.refused(
                    "window.trigger.delta.threshold",
                    threshold == null ? "nothing" : threshold.toString(),
                    "by how much the value must differ to fire, 0 or more");
        }
        return new Trigger.Delta(of, threshold);
    }

    private Duration interval(String property, @Nullable TimeSpan span) {
        if (span == null || span.duration().isZero()) {
            throw checks.refused(property, "0", "a time longer than 0");
        }
        return span.duration();
    }
}
