package io.bellbuoy.quickstart.generate;

import io.bellbuoy.events.event.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A payment before it has an id.
 *
 * @param place where the merchant is
 * @param episode the number of the fraud it is part of; -1 for an honest one
 */
record Payment(
        Instant time,
        Account account,
        double amount,
        City place,
        boolean cardPresent,
        String currency,
        String status,
        int episode) {

    static final int HONEST = -1;

    private static final int MERCHANTS_A_CITY = 400;
    private static final int TERMINALS = 3;

    static Payment honest(Instant time, Account account, Random random) {
        boolean present = !account.isMoving(time) && random.nextDouble() < 0.6;
        City place =
                present || random.nextDouble() < 0.97 ? account.whereabouts(time) : Account.pick(City.HOMES, random);
        String currency = random.nextDouble() < 0.01 ? "USD" : "EUR";
        String status = random.nextDouble() < 0.02 ? "DECLINED" : "APPROVED";
        double hotel = account.whereabouts(time) != account.home() && random.nextDouble() < 0.05 ? 6 : 1;
        return new Payment(
                time, account, hotel * account.ordinaryAmount(random), place, present, currency, status, HONEST);
    }

    static Payment fraud(Instant time, Account account, double amount, City place, boolean cardPresent, int episode) {
        return new Payment(time, account, amount, place, cardPresent, "EUR", "APPROVED", episode);
    }

    /** This payment as an event; merchant and terminal are drawn from those of its place. */
    Transaction toTransaction(String transactionId, Random random) {
        int merchant = (int) (MERCHANTS_A_CITY * random.nextDouble() * random.nextDouble());
        String merchantId = Ids.padded("M-" + place.code() + "-", merchant, 4);
        @Nullable String terminalId = cardPresent ? merchantId + "-T" + random.nextInt(TERMINALS) : null;
        return new Transaction(
                transactionId,
                account.id(),
                time,
                decimal(Math.max(0.01, amount), 2),
                currency,
                status,
                merchantId,
                terminalId,
                cardPresent ? null : account.deviceId(),
                place.country(),
                decimal(place.latitude() + 0.02 * random.nextGaussian(), 4),
                decimal(place.longitude() + 0.02 * random.nextGaussian(), 4),
                cardPresent);
    }

    private static BigDecimal decimal(double value, int scale) {
        return BigDecimal.valueOf(Math.round(value * Math.pow(10, scale)), scale);
    }
}
