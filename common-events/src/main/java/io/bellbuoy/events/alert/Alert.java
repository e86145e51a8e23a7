package io.bellbuoy.events.alert;

import io.bellbuoy.events.event.NamedValues;
import io.bellbuoy.events.event.TimeWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule's condition held, and why; schema {@code alert.json}. All revisions of an alert have the same id, and the
 * highest revision is the truth, so a sink that keeps the highest per id is idempotent. Immutable.
 *
 * <p>The type of a value is not part of the JSON: after reading, a decimal that was written as text is its plain text,
 * a {@link String}, and so is a time. Its rule says which it is; {@code new BigDecimal(text)} gives the exact decimal
 * back.
 *
 * @param id UUIDv5 of application, rule, version, key, and window or event; the same whenever the input is the same
 * @param revision counts from 1
 * @param status what this revision says
 * @param application the application id of the service that rang
 * @param rule the rule's name
 * @param ruleVersion a hash of what changes the rule's results
 * @param severity how urgent
 * @param message the rule's message with the values filled in; may be empty
 * @param key the key's fields and values in the order of the rule's {@code by}
 * @param window the window, half-open; null for rules without a window and for trailing ones, which ask per event
 * @param eventId the id of the event that rang; null if the stream has no id field or a window's close rang
 * @param eventTime the event time of the event that rang, or the end of the window whose close rang
 * @param values the computed values by name: {@link java.math.BigDecimal}, {@link String}, {@link Boolean},
 *     {@link Instant}, or null for no data
 * @param condition the rule's {@code when}
 * @param watermark the watermark when the alert rang; null if there was none yet
 * @param evidence where the records lie; null if unknown
 */
public record Alert(
        UUID id,
        int revision,
        AlertStatus status,
        String application,
        String rule,
        String ruleVersion,
        Severity severity,
        String message,
        Map<String, String> key,
        @Nullable TimeWindow window,
        @Nullable String eventId,
        Instant eventTime,
        Map<String, @Nullable Object> values,
        String condition,
        @Nullable Instant watermark,
        @Nullable Evidence evidence) {

    /**
     * @throws NullPointerException if a component that may not be null is
     * @throws IllegalArgumentException if the revision is below 1 or a value is of another type
     */
    public Alert {
        Objects.requireNonNull(id, "id");
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be 1 or more, revision=" + revision + ".");
        }
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(ruleVersion, "ruleVersion");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        key = NamedValues.key(key);
        Objects.requireNonNull(eventTime, "eventTime");
        values = NamedValues.values(values);
        Objects.requireNonNull(condition, "condition");
    }
}
