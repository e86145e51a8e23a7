package io.bellbuoy.fraud.travel;

import java.util.Comparator;
import java.util.Objects;

/**
 * A card-present payment: the card was there, then.
 *
 * @param time event time, epoch milliseconds
 * @param transactionId the payment's id
 */
record Stop(long time, Place place, String transactionId) {

    /** By time; the id decides between payments of one moment, so that their order does not depend on arrival. */
    static final Comparator<Stop> ORDER = Comparator.comparingLong(Stop::time).thenComparing(Stop::transactionId);

    Stop {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(transactionId, "transactionId");
    }
}
