package io.bellbuoy.stream.emit;

import java.util.Objects;

/**
 * Where outputs go.
 *
 * @param application the application id, which every alert names
 * @param alertsTopic the topic of alerts
 * @param actionsTopic the topic of account actions, compacted
 * @param decisionsTopic the topic of decisions
 * @param maxRecordBytes the largest record that these topics and those of published values take; above it texts are cut
 */
public record EmitSettings(
        String application, String alertsTopic, String actionsTopic, String decisionsTopic, int maxRecordBytes) {

    /** Kafka's default for the largest batch, less what a batch adds. */
    public static final int MAX_RECORD_BYTES = 1_000_000;

    public EmitSettings {
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(alertsTopic, "alertsTopic");
        Objects.requireNonNull(actionsTopic, "actionsTopic");
        Objects.requireNonNull(decisionsTopic, "decisionsTopic");
        if (maxRecordBytes < 16 * 1024) {
            throw new IllegalArgumentException("maxRecordBytes=" + maxRecordBytes + " must be 16384 or more.");
        }
    }

    /** The usual size of records, and decisions to the application id and {@code -decisions}. */
    public static EmitSettings of(String application, String alertsTopic, String actionsTopic) {
        return new EmitSettings(application, alertsTopic, actionsTopic, application + "-decisions", MAX_RECORD_BYTES);
    }

    /** With decisions to another topic. */
    public EmitSettings withDecisions(String topic) {
        return new EmitSettings(application, alertsTopic, actionsTopic, topic, maxRecordBytes);
    }

    /** The topic of alerts of rules that are only tried. */
    public String shadowTopic() {
        return alertsTopic + "-shadow";
    }

    /** {@code ce_source} of all that the application sends. */
    public String source() {
        return "/bellbuoy/" + application;
    }
}
