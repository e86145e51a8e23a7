package io.bellbuoy.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.quickstart.console.TestConsole;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.generate.GeneratorSettings;
import io.bellbuoy.quickstart.generate.Labels;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.render.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SummaryTests {

    private final EventCodec codec = new EventCodec();
    private final TestConsole console = new TestConsole();
    private final Collector collector = new Collector(console.console());
    private final Labels labels = new TransactionGenerator(
                    new GeneratorSettings(42, 1000, Instant.parse("2026-01-10T12:00:00Z"), Duration.ofDays(5)))
            .labels();

    @Test
    void saysWhatCameInAndOutAndThatItIsSynthetic() {
        take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", 1, AlertStatus.FIRING, "t1", "A1")));
        take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", 1, AlertStatus.REVISED, "t1", "A1")));
        take(FraudTopics.ACTIONS, codec.write(Samples.block()));
        take(FraudTopics.ACTIONS, codec.write(Samples.release()));
        take("fraud-detection-late", new byte[0]);
        ConsumerRecord<byte[], byte[]> deadLetter = record("transactions-dlt", new byte[0]);
        deadLetter.headers().add(DeadLetterHeaders.FAILURE, DeadLetterHeaders.text("INVALID"));
        collector.take(deadLetter);

        List<String> lines =
                new Summary(1000, 12_345.6, 2000, 5, 1, collector.findings(), new Desk.Stock(1, 1), labels).lines();

        assertThat(String.join("\n", lines))
                .startsWith("Summary (synthetic")
                .containsPattern("events in +1,000\n")
                .containsPattern("alerts +1\n")
                .containsPattern("blocks / releases +1 / 1\n")
                .containsPattern("dead letters +1 \\(INVALID=1\\), of 5 broken records sent\n")
                .containsPattern("at the desk +1 dead letters of 1 causes\n")
                .containsPattern("late events +1, of 1 sent\n")
                .containsPattern("throughput +12,346 events/s")
                .containsPattern("latency +not measured")
                .containsPattern("rule +alerts +precision +recall +\\(synthetic\\)\n")
                .containsPattern("high-value +1 +0.000 +0.000\n")
                .containsPattern("impossible-travel +0 +- +0.000\n")
                .containsPattern("all +1 +0.000 +0.000\n");
    }

    @Test
    void onlyTheFirstAlertsOfARuleArePrinted() {
        for (int i = 0; i < 20; i++) {
            take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", i, AlertStatus.FIRING, "t" + i, "A1")));
        }

        assertThat(console.lines()).hasSize(6).last().asString().contains("further ones of high-value are counted");
    }

    @Test
    void latencyIsMeasuredForAnnouncedEventsOnly() {
        collector.sending("t1");
        take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", 1, AlertStatus.FIRING, "t1", "A1")));
        take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", 1, AlertStatus.REVISED, "t1", "A1")));
        take(FraudTopics.ALERTS, codec.write(Samples.alert("high-value", 2, AlertStatus.FIRING, "t2", "A1")));

        assertThat(collector.findings().latencies().count()).isEqualTo(1);
    }

    @Test
    void percentilesAreByNearestRank() {
        Latencies latencies = Latencies.of(
                LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000).boxed().toList());

        assertThat(latencies.p50Millis()).isCloseTo(100, within(1e-9));
        assertThat(latencies.p99Millis()).isCloseTo(198, within(1e-9));
        assertThat(Latencies.of(List.of()).p99Millis()).isNaN();
    }

    private void take(String topic, byte[] value) {
        collector.take(record(topic, value));
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 0, "A1".getBytes(StandardCharsets.UTF_8), value);
    }
}
