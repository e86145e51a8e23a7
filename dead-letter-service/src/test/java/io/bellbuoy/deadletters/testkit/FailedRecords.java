package io.bellbuoy.deadletters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that a service on the starter failed on, as they come to the service under test. */
public final class FailedRecords {

    private FailedRecords() {}

    /** So many of a topic, which is made together with its dead-letter topic; returns once they are collected. */
    public static void of(Ledger ledger, String topic, int count) {
        TestBroker.createTopic(topic, 1);
        TestBroker.createTopic(topic + "-dlt", 1);
        send(IntStream.range(0, count)
                .mapToObj(i -> Letters.ours(topic + "-dlt", "key-" + i, topic, 1_000_000 + i, "no stock of " + topic))
                .toList());
        Eventually.holds(() -> assertThat(collected(ledger, topic + "-dlt")).isEqualTo(count));
    }

    /** Sends dead letters. */
    public static void send(List<ProducerRecord<byte[], byte[]>> letters) {
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            letters.forEach(producer::send);
        }
    }

    /** How many dead letters of a dead-letter topic are stored. */
    public static long collected(Ledger ledger, String topic) {
        return ledger.number("select count(*) from dead_letter where dlt_topic = '" + topic + "'");
    }

    /** The fingerprint of a dead letter of a dead-letter topic, whose others have the same. */
    public static String group(Ledger ledger, String topic) {
        return ledger.texts("select distinct fingerprint from dead_letter where dlt_topic = '" + topic + "'")
                .get(0);
    }
}
