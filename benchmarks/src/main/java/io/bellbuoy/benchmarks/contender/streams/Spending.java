package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.PaymentParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * What the job needs of a payment; the account is the record's key.
 *
 * @param cents the amount in hundredths
 * @param time event time, epoch milliseconds
 */
record Spending(long cents, long time) {

    /** Reads payments; nothing writes them. */
    static Serde<Spending> serde() {
        return Serdes.serdeFrom(unwritten(), new Reader());
    }

    private static Serializer<Spending> unwritten() {
        return (topic, spending) -> {
            throw new UnsupportedOperationException("Payments are not sent on.");
        };
    }

    /** Takes amount and time out of the JSON. */
    static final class Reader implements Deserializer<Spending> {

        /** Source nodes of several threads may share a deserializer. */
        private final ThreadLocal<PaymentParser> parsers = ThreadLocal.withInitial(PaymentParser::new);

        @Override
        public Spending deserialize(String topic, byte[] json) {
            PaymentParser parser = parsers.get();
            parser.read(json);
            return new Spending(parser.cents(), parser.time());
        }
    }

    /** Takes the time from the payment. */
    static final class Time implements TimestampExtractor {

        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return ((Spending) record.value()).time();
        }
    }
}
