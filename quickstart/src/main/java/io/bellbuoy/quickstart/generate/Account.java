package io.bellbuoy.quickstart.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A customer's habits.
 *
 * @param typicalAmount the mean of an ordinary payment
 * @param deviceId the device of payments over the network
 * @param trip the one journey within the stream; null for those who stay
 */
record Account(
        String id,
        City home,
        double typicalAmount,
        String deviceId,
        @Nullable Trip trip) {

    private static final double TRAVELLERS = 0.1;
    private static final Duration FLIGHT = Duration.ofHours(14);
    private static final double SPREAD = 0.55;

    /** A stay elsewhere; around it, for the time of a flight, there are no card-present payments. */
    record Trip(City to, Instant arrival, Instant departure) {

        boolean isAway(Instant time) {
            return !time.isBefore(arrival) && time.isBefore(departure);
        }

        boolean isMoving(Instant time) {
            return !isAway(time) && time.isAfter(arrival.minus(FLIGHT)) && time.isBefore(departure.plus(FLIGHT));
        }
    }

    static Account random(int number, Random random, Instant start, Duration span) {
        City home = pick(City.HOMES, random);
        double typical = 18 + 70 * random.nextDouble() * random.nextDouble();
        Trip trip = random.nextDouble() < TRAVELLERS ? trip(random, start, span) : null;
        return new Account(Ids.padded("A", number, 7), home, typical, Ids.padded("dev-", number, 7), trip);
    }

    private static Trip trip(Random random, Instant start, Duration span) {
        Instant arrival = start.plusMillis((long) (span.toMillis() * (0.2 + 0.5 * random.nextDouble())));
        return new Trip(pick(City.FAR, random), arrival, arrival.plus(Duration.ofHours(18 + random.nextInt(30))));
    }

    /** An ordinary amount of this customer: log-normal, now and then something large, now and then a coffee. */
    double ordinaryAmount(Random random) {
        double kind = random.nextDouble();
        if (kind < 0.03) {
            return 0.8 + 1.6 * random.nextDouble();
        }
        double amount = typicalAmount * Math.exp(SPREAD * random.nextGaussian() - SPREAD * SPREAD / 2);
        return kind > 0.9985 ? amount * (12 + 20 * random.nextDouble()) : amount;
    }

    /** Where the customer is. */
    City whereabouts(Instant time) {
        return trip != null && trip.isAway(time) ? trip.to() : home;
    }

    boolean isMoving(Instant time) {
        return trip != null && trip.isMoving(time);
    }

    static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
