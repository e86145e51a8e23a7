package io.bellbuoy.fraud.account;

import io.bellbuoy.engine.pipeline.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live features of one account.
 *
 * @param accountId the account
 * @param watermark the event time up to which the account's partition is complete; null before the first event
 * @param features name to value: decimals as text, truth values, text, times in ISO-8601; null for no data
 */
@Schema(description = "The live features of one account.")
record AccountFeatures(
        @Schema(description = "The account.", example = "A0000042")
        String accountId,

        @Schema(
                description = "Event time up to which the events of the account's partition are complete;"
                        + " null before the first one.",
                example = "2026-03-01T08:14:55Z")
        @Nullable
        Instant watermark,

        @Schema(
                description = "Value by feature, as of the newest event of the partition. Decimals are text, so that no"
                        + " digit is lost; null means no data.",
                example =
                        "{\"spend24h\": \"312.40\", \"count24h\": \"7\", \"mean30d\": \"41.873\", \"count30d\": \"96\"}")
        Map<String, @Nullable Object> features) {

    /** Reads a task between batches. */
    static AccountFeatures of(Task task, String accountId) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        task.features(accountId).forEach((name, value) -> shown.put(name, shown(value)));
        Instant watermark = task.watermark() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(task.watermark());
        return new AccountFeatures(accountId, watermark, shown);
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
    }
}
