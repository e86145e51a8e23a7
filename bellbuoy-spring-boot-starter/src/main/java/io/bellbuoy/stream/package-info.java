/**
 * The Kafka runtime, in the order a record meets it: {@code listener} polls, {@code decode} makes events of records, the
 * engine's tasks process them on {@code state}, {@code emit} and {@code deadletter} make records of what comes out, and
 * {@code commit} ends the transaction that holds it all. {@code monitor} hears of it, and {@code autoconfigure} puts it
 * together. {@code testing} runs rules through the same parts without a broker; {@code fault} lets tests end the process
 * between two steps.
 */
@NullMarked
package io.bellbuoy.stream;

import org.jspecify.annotations.NullMarked;
