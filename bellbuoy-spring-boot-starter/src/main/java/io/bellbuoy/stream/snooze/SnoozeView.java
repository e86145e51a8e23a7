package io.bellbuoy.stream.snooze;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.pipeline.RuleKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snooze as people read it.
 *
 * @param rule the rule
 * @param key the fields of the key with their values
 * @param since the watermark when it was set; null if there was none yet
 * @param until the event time from which alerts are published again
 * @param reason why
 * @param by who said so; null: nobody told
 * @param held how many alerts it has held back
 */
public record SnoozeView(
        String rule,
        Map<String, String> key,
        @Nullable Instant since,
        Instant until,
        String reason,
        @Nullable String by,
        long held) {

    static SnoozeView of(RuleKey key, Snooze snooze) {
        return new SnoozeView(
                key.rule(),
                key.fields(),
                snooze.since() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(snooze.since()),
                Instant.ofEpochMilli(snooze.until()),
                snooze.reason(),
                snooze.by(),
                snooze.held());
    }
}
