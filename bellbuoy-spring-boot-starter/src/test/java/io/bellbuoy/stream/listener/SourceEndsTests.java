package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class SourceEndsTests {

    @Test
    void endIsReachedOnlyWhenTheBrokerConfirmsThePosition() throws Exception {
        try (StreamScenario scenario = new StreamScenario("source-ends", 1);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", TestBroker.address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition source = new TopicPartition(scenario.input(), 0);
            SourceEnds ends = new SourceEnds();
            consumer.assign(List.of(source));
            consumer.seek(source, 0);
            assertThat(ends.isReached(consumer, source, 0)).as("empty topic").isTrue();

            scenario.send(3, 1);
            // A second later the answer is asked for again, though the consumer has heard nothing of the records.
            assertThat(ends.isReached(consumer, source, 2_000))
                    .as("three records ahead")
                    .isFalse();

            consumer.seek(source, 3);
            assertThat(ends.isReached(consumer, source, 2_100))
                    .as("moved, and not asked yet")
                    .isFalse();
            assertThat(ends.isReached(consumer, source, 2_300)).as("asked").isTrue();
            assertThat(ends.isReached(consumer, source, 3_000))
                    .as("known from the second before")
                    .isTrue();

            scenario.send(1, 1);
            for (int polls = 0; consumer.poll(Duration.ofMillis(100)).isEmpty() && polls < 100; polls++) {
                assertThat(polls).isLessThan(99);
            }
            assertThat(ends.isReached(consumer, source, 5_000))
                    .as("read to the end")
                    .isTrue();
        }
    }
}
