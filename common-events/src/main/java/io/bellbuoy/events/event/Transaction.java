package io.bellbuoy.events.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A card or account payment, keyed by account on the topic {@code transactions}; schema {@code transaction.json}.
 * Immutable.
 *
 * @param transactionId the payment's own id, unique among the transactions of a stream
 * @param accountId the account that pays; the record key in UTF-8
 * @param timestamp the event time, UTC, in milliseconds on the wire
 * @param amount the amount in units of {@code currency}, zero or more
 * @param currency the ISO 4217 code; null if unknown
 * @param status the state of the payment, such as {@code APPROVED} or {@code DECLINED}; null if unknown
 * @param merchantId the merchant that is paid; null if unknown
 * @param terminalId the terminal that read the card; null if there was none
 * @param deviceId the payer's device; null if there was none
 * @param country the ISO 3166-1 alpha-2 code of the place of payment; null if unknown
 * @param latitude degrees north, -90 to 90; null if unknown
 * @param longitude degrees east, -180 to 180; null if unknown
 * @param cardPresent whether the card was at the terminal; null if unknown
 */
public record Transaction(
        String transactionId,
        String accountId,
        Instant timestamp,
        BigDecimal amount,
        @Nullable String currency,
        @Nullable String status,
        @Nullable String merchantId,
        @Nullable String terminalId,
        @Nullable String deviceId,
        @Nullable String country,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude,
        @Nullable Boolean cardPresent) {

    private static final BigDecimal LATITUDE_LIMIT = BigDecimal.valueOf(90);
    private static final BigDecimal LONGITUDE_LIMIT = BigDecimal.valueOf(180);

    /**
     * @throws NullPointerException if one of the first four is null
     * @throws IllegalArgumentException if the amount or a coordinate is out of range
     */
    public Transaction {
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(amount, "amount");
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(
                    "amount is negative; it must be 0 or more. Tell a refund apart by its status.");
        }
        requireWithin("latitude", latitude, LATITUDE_LIMIT);
        requireWithin("longitude", longitude, LONGITUDE_LIMIT);
    }

    private static void requireWithin(String name, @Nullable BigDecimal degrees, BigDecimal limit) {
        if (degrees != null && degrees.abs().compareTo(limit) > 0) {
            throw new IllegalArgumentException(name + " is out of range; it must be in degrees from -" + limit + " to "
                    + limit + ". Leave it out if it is unknown.");
        }
    }
}
