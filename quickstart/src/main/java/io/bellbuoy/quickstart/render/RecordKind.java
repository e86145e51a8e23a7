package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a record is, told from its headers and the fields of its value, so that topics may have any name. */
enum RecordKind {
    LATE,
    DEAD_LETTER,
    WATERMARK,
    ALERT,
    ACTION,
    DECISION,
    OTHER;

    /**
     * Tells what a record is.
     *
     * @param value its value as JSON; null if it is none
     */
    static RecordKind of(ConsumerRecord<byte[], byte[]> record, @Nullable JsonNode value) {
        if (record.headers().lastHeader(DeadLetterHeaders.LATE_RULES) != null) {
            return LATE;
        }
        if (record.headers().lastHeader(DeadLetterHeaders.FAILURE) != null
                || record.headers().lastHeader(DeadLetterHeaders.ORIGINAL_TOPIC) != null) {
            return DEAD_LETTER;
        }
        if (record.value() == null && record.headers().lastHeader(DeadLetterHeaders.WATERMARK) != null) {
            return WATERMARK;
        }
        if (value == null) {
            return OTHER;
        }
        if (value.has("rule") && value.has("severity") && value.has("status")) {
            return ALERT;
        }
        if (value.has("scorecard") && value.has("score") && value.has("outcome")) {
            return DECISION;
        }
        return value.has("alertId") && value.has("type") && value.has("accountId") ? ACTION : OTHER;
    }
}
