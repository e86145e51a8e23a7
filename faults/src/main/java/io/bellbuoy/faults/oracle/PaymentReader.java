package io.bellbuoy.faults.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes payments of records, or says why they are none. */
final class PaymentReader {

    private static final JsonMapper JSON = new JsonMapper();

    /** Either is null. */
    record Reading(@Nullable Payment payment, @Nullable String failure) {}

    Reading read(InputRecord record) {
        JsonNode json;
        try {
            json = JSON.readTree(record.value());
        } catch (JacksonException broken) {
            return new Reading(null, "UNDECODABLE");
        }
        if (!json.has("amount")) {
            return new Reading(null, "INVALID");
        }
        String account = json.get("accountId").asString();
        if (!account.equals(record.key())) {
            return new Reading(null, "KEY_MISMATCH");
        }
        long cents =
                new BigDecimal(json.get("amount").asString()).movePointRight(2).longValueExact();
        long time = Instant.parse(json.get("timestamp").asString()).toEpochMilli();
        Payment payment = new Payment(
                json.get("transactionId").asString(),
                account,
                json.path("merchantId").asString(""),
                json.path("status").asString("").equals("APPROVED"),
                time,
                cents);
        return new Reading(payment, null);
    }
}
