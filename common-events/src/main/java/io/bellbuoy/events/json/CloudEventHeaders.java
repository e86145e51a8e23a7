package io.bellbuoy.events.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of a record in binary mode of the Kafka protocol binding: one header an attribute, the
 * value is the JSON alone. Text is UTF-8.
 */
public final class CloudEventHeaders {

    /** {@code ce_type} of {@link io.bellbuoy.events.event.Transaction}. */
    public static final String TRANSACTION = "io.bellbuoy.transaction.v1";
    /** {@code ce_type} of {@link io.bellbuoy.events.event.AccountVerified}. */
    public static final String ACCOUNT_VERIFIED = "io.bellbuoy.account-verified.v1";
    /** {@code ce_type} of {@link io.bellbuoy.events.alert.Alert}. */
    public static final String ALERT = "io.bellbuoy.alert.v1";
    /** {@code ce_type} of {@link io.bellbuoy.events.action.AccountAction}. */
    public static final String ACCOUNT_ACTION = "io.bellbuoy.account-action.v1";
    /** {@code ce_type} of {@link io.bellbuoy.events.feature.FeatureValues}. */
    public static final String FEATURE_VALUES = "io.bellbuoy.feature-values.v1";
    /** {@code ce_type} of {@link io.bellbuoy.events.decision.Decision}. */
    public static final String DECISION = "io.bellbuoy.decision.v1";

    private CloudEventHeaders() {}

    /**
     * The headers in the order in which they are sent.
     *
     * @param id unique together with the source; a repeated id marks a repeated event, so revisions need ids of their
     *     own
     * @param source a URI reference of the service, such as {@code /bellbuoy/fraud-detection}
     * @param type one of the constants of this class, or a type of the user's own
     * @param time when it happened
     * @param subject what it is about, such as the key; null for none
     * @return header name to value, unmodifiable
     * @throws IllegalArgumentException if an attribute is empty, which CloudEvents forbids
     */
    public static Map<String, byte[]> of(
            String id, String source, String type, Instant time, @Nullable String subject) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id);
        put(headers, "ce_source", source);
        put(headers, "ce_type", type);
        put(headers, "ce_time", Timestamps.format(time));
        if (subject != null) {
            put(headers, "ce_subject", subject);
        }
        put(headers, "content-type", "application/json");
        return Collections.unmodifiableMap(headers);
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty; CloudEvents needs at least one character.");
        }
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
