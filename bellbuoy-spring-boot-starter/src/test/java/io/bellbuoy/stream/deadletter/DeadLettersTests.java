package io.bellbuoy.stream.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import io.bellbuoy.stream.decode.ConsumedRecord;
import io.bellbuoy.stream.decode.TestRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

class DeadLettersTests {

    private static final int MAX = 100_000;
    private static final Failure FAILURE =
            new Failure(FailureClass.INVALID, "decode", null, "Field amount: found an object.", "java.lang.Broken");

    private final DeadLetters deadLetters =
            new DeadLetters("fraud", new DeadLetterLimits(Map.of(TestRecords.TOPIC, MAX + DeadLetterLimits.HEADROOM)));

    @Test
    void deadLetterHasTheOriginalBytesAndOurHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, 2});
        headers.add("none", null);
        byte[] key = {0, -1};
        byte[] value = {123, -128, 0};

        var dead = deadLetters.dead(source(key, value, headers), FAILURE);

        assertThat(dead.topic()).isEqualTo("transactions-dlt");
        assertThat(dead.partition()).isNull();
        assertThat(dead.key()).isEqualTo(key);
        assertThat(dead.value()).isEqualTo(value);
        assertThat(names(dead.headers()))
                .containsExactly(
                        "trace",
                        "none",
                        "kafka_dlt-original-topic",
                        "kafka_dlt-original-partition",
                        "kafka_dlt-original-offset",
                        "kafka_dlt-original-timestamp",
                        "kafka_dlt-original-timestamp-type",
                        "kafka_dlt-original-consumer-group",
                        "kafka_dlt-exception-fqcn",
                        "kafka_dlt-exception-message",
                        "bellbuoy-failure",
                        "bellbuoy-fingerprint",
                        "bellbuoy-stage");
        assertThat(text(dead, "bellbuoy-failure")).isEqualTo("INVALID");
        assertThat(text(dead, "bellbuoy-fingerprint")).isEqualTo(FAILURE.fingerprint());
        assertThat(text(dead, "kafka_dlt-exception-message")).isEqualTo("Field amount: found an object.");
    }

    @Test
    void originHeadersHaveTheFormOfSpringKafka() {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> record = TestRecords.record("k", "v");
        Map<String, byte[]> springs = bySpring(record);

        var dead = deadLetters.dead(new ConsumedRecord(record), FAILURE);

        List<String> origin = springs.keySet().stream()
                .filter(name -> name.startsWith("kafka_dlt-original-"))
                .toList();
        assertThat(origin).hasSize(5);
        for (String name : origin) {
            assertThat(dead.headers().lastHeader(name).value()).as(name).isEqualTo(springs.get(name));
        }
        assertThat(springs).containsKeys("kafka_dlt-exception-fqcn", "kafka_dlt-exception-message");
    }

    @Test
    void headersOfAnEarlierFailureAreReplaced() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("kafka_dlt-original-topic", TestRecords.bytes("earlier"));
        headers.add("kafka_dlt-exception-stacktrace", TestRecords.bytes("earlier"));
        headers.add("bellbuoy-rule", TestRecords.bytes("earlier"));
        headers.add("bellbuoy-watermark", TestRecords.bytes("17"));
        headers.add("mine", TestRecords.bytes("kept"));

        var dead = deadLetters.dead(source(null, null, headers), FAILURE);

        assertThat(names(dead.headers()))
                .doesNotHaveDuplicates()
                .doesNotContain("bellbuoy-rule", "kafka_dlt-exception-stacktrace");
        assertThat(text(dead, "kafka_dlt-original-topic")).isEqualTo("transactions");
        assertThat(text(dead, "mine")).isEqualTo("kept");
        assertThat(text(dead, "bellbuoy-watermark"))
                .as("a refused watermark record is kept whole")
                .isEqualTo("17");
    }

    @Test
    void bodyOfTheLargestRecordIsKept() {
        byte[] value = new byte[MAX];

        var dead = deadLetters.dead(source(TestRecords.bytes("k"), value, new RecordHeaders()), FAILURE);

        assertThat(dead.value()).isEqualTo(value);
    }

    @Test
    void bodyThatIsTooLargeIsReplacedByItsHash() {
        byte[] value = new byte[MAX + DeadLetterLimits.HEADROOM];

        var dead = deadLetters.dead(source(TestRecords.bytes("k"), value, new RecordHeaders()), FAILURE);

        assertThat(dead.value()).isNull();
        assertThat(dead.key()).isEqualTo(TestRecords.bytes("k"));
        assertThat(text(dead, "bellbuoy-payload-size")).isEqualTo("165536");
        assertThat(text(dead, "bellbuoy-payload-sha256")).matches("[0-9a-f]{64}");
        assertThat(text(dead, "kafka_dlt-original-topic")).isEqualTo("transactions");
    }

    @Test
    void headersAndKeyThatAreTooLargeGoAsWell() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("huge", new byte[2 * MAX]);

        var bare = deadLetters.dead(source(TestRecords.bytes("k"), new byte[1], headers), FAILURE);
        var keyless = deadLetters.dead(source(new byte[2 * MAX], new byte[1], headers), FAILURE);

        assertThat(names(bare.headers())).doesNotContain("huge").contains("bellbuoy-payload-size");
        assertThat(bare.key()).isNotNull();
        assertThat(keyless.key()).isNull();
        assertThat(RecordSizes.of(keyless)).isLessThan(MAX);
    }

    @Test
    void longMessageIsCut() {
        Failure failure = new Failure(FailureClass.RULE_FAILED, "rule", "r", "x".repeat(100_000), null);

        var dead = deadLetters.dead(source(null, new byte[0], new RecordHeaders()), failure);

        assertThat(text(dead, "kafka_dlt-exception-message")).hasSize(4001);
        assertThat(text(dead, "bellbuoy-rule")).isEqualTo("r");
        assertThat(dead.value()).isEmpty();
    }

    @Test
    void lateRecordSaysForWhatItWasLate() {
        Output.Late late = new Output.Late(
                "payments",
                source(TestRecords.bytes("k"), TestRecords.bytes("v"), new RecordHeaders()),
                List.of("high-value", "burst"),
                new Window(TestRecords.TIMESTAMP, TestRecords.TIMESTAMP + 60_000),
                1_767_323_999_000L);

        var record = deadLetters.late(late);

        assertThat(record.topic()).isEqualTo("fraud-late");
        assertThat(record.value()).isEqualTo(TestRecords.bytes("v"));
        assertThat(text(record, "bellbuoy-late-rules")).isEqualTo("high-value,burst");
        assertThat(text(record, "bellbuoy-late-window")).isEqualTo("2026-01-02T03:04:05.678Z/2026-01-02T03:05:05.678Z");
        assertThat(text(record, "bellbuoy-watermark")).isEqualTo("1767323999000");
        assertThat(text(record, "kafka_dlt-original-topic")).isEqualTo("transactions");
    }

    /** The headers that spring-kafka's own recoverer gives a record. */
    private static Map<String, byte[]> bySpring(ConsumerRecord<?, ?> record) {
        List<ProducerRecord<Object, Object>> sent = new ArrayList<>();
        // Its producer would only be made for a first send, which does not happen.
        KafkaTemplate<Object, Object> template = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of()));
        DeadLetterPublishingRecoverer recoverer =
                new DeadLetterPublishingRecoverer(template, (any, thrown) -> new TopicPartition("x", -1)) {
                    @Override
                    protected void publish(
                            ProducerRecord<Object, Object> outRecord,
                            KafkaOperations<Object, Object> kafkaTemplate,
                            ConsumerRecord<?, ?> inRecord) {
                        sent.add(outRecord);
                    }
                };
        recoverer.accept(record, new IllegalStateException("why"));
        Map<String, byte[]> headers = new LinkedHashMap<>();
        sent.get(0).headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }

    private static SourceRecord source(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumedRecord(TestRecords.record(key, value, headers));
    }

    private static List<String> names(Headers headers) {
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            names.add(header.key());
        }
        return names;
    }

    private static String text(ProducerRecord<?, ?> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
