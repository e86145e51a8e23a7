package io.bellbuoy.deadletters.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureHeadersTests {

    private static final String TRACE = """
            org.springframework.kafka.listener.ListenerExecutionFailedException: Listener failed
            \tat org.springframework.kafka.listener.Container.run(Container.java:2)
            Caused by: com.acme.NoSuchAccount: account A1 is unknown
            \tat com.acme.Payments.book(Payments.java:17)
            """;

    static Stream<Arguments> writers() {
        return Stream.of(
                Arguments.of(
                        "ours",
                        headers()
                                .add("trace-id", text("t"))
                                .add("kafka_dlt-original-topic", text("payments"))
                                .add("kafka_dlt-original-partition", DeadLetterHeaders.int32(3))
                                .add("kafka_dlt-original-offset", DeadLetterHeaders.int64(17))
                                .add("kafka_dlt-original-timestamp", DeadLetterHeaders.int64(1_700_000_000_000L))
                                .add("kafka_dlt-original-consumer-group", text("fraud"))
                                .add("kafka_dlt-exception-message", text("amount is missing"))
                                .add("bellbuoy-failure", text("RULE_FAILED"))
                                .add("bellbuoy-fingerprint", text("e8dc85e113f520d9"))
                                .add("bellbuoy-stage", text("rule"))
                                .add("bellbuoy-rule", text("high-value")),
                        new FailureReport(
                                Writer.BELLBUOY,
                                new Origin("payments", 3, 17L, 1_700_000_000_000L, "fraud"),
                                "fraud",
                                "RULE_FAILED",
                                new Cause(null, "amount is missing", null),
                                "rule",
                                "high-value",
                                "e8dc85e113f520d9")),
                Arguments.of(
                        "spring-kafka's error handler: the cause says more than what wraps it",
                        headers()
                                .add("kafka_dlt-original-topic", text("payments"))
                                .add("kafka_dlt-original-partition", DeadLetterHeaders.int32(0))
                                .add("kafka_dlt-original-offset", DeadLetterHeaders.int64(5))
                                .add("kafka_dlt-original-consumer-group", text("booking"))
                                .add(
                                        "kafka_dlt-exception-fqcn",
                                        text("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                                .add("kafka_dlt-exception-cause-fqcn", text("com.acme.NoSuchAccount"))
                                .add("kafka_dlt-exception-message", text("Listener failed"))
                                .add("kafka_dlt-exception-stacktrace", text(TRACE)),
                        new FailureReport(
                                Writer.SPRING_KAFKA,
                                new Origin("payments", 0, 5L, null, "booking"),
                                "booking",
                                null,
                                new Cause("com.acme.NoSuchAccount", "account A1 is unknown", TRACE),
                                null,
                                null,
                                null)),
                Arguments.of(
                        "spring-kafka's retry topics",
                        headers()
                                .add("retry_topic-attempts", DeadLetterHeaders.int32(4))
                                .add("kafka_original-topic", text("payments"))
                                .add("kafka_original-partition", DeadLetterHeaders.int32(1))
                                .add("kafka_original-offset", DeadLetterHeaders.int64(6))
                                .add("kafka_exception-fqcn", text("com.acme.NoStock"))
                                .add("kafka_exception-message", text("sold out")),
                        new FailureReport(
                                Writer.SPRING_KAFKA,
                                new Origin("payments", 1, 6L, null, null),
                                null,
                                null,
                                new Cause("com.acme.NoStock", "sold out", null),
                                null,
                                null,
                                null)),
                Arguments.of(
                        "spring-kafka, a key that could not be decoded",
                        headers()
                                .add("kafka_dlt-original-topic", text("payments"))
                                .add("kafka_dlt-key-exception-fqcn", text("com.acme.BadKey"))
                                .add("kafka_dlt-key-exception-message", text("no UUID")),
                        new FailureReport(
                                Writer.SPRING_KAFKA,
                                new Origin("payments", null, null, null, null),
                                null,
                                null,
                                new Cause("com.acme.BadKey", "no UUID", null),
                                null,
                                null,
                                null)),
                Arguments.of(
                        "Kafka Connect",
                        headers()
                                .add("__connect.errors.topic", text("orders"))
                                .add("__connect.errors.partition", text("2"))
                                .add("__connect.errors.offset", text("99"))
                                .add("__connect.errors.connector.name", text("warehouse"))
                                .add("__connect.errors.stage", text("VALUE_CONVERTER"))
                                .add("__connect.errors.exception.class.name", text("DataException"))
                                .add("__connect.errors.exception.message", text("no schema")),
                        new FailureReport(
                                Writer.KAFKA_CONNECT,
                                new Origin("orders", 2, 99L, null, "connect-warehouse"),
                                "warehouse",
                                null,
                                new Cause("DataException", "no schema", null),
                                "VALUE_CONVERTER",
                                null,
                                null)),
                Arguments.of(
                        "Kafka Streams, which writes the exception with its message",
                        headers()
                                .add("__streams.errors.exception", text("com.acme.NoStock: sold out: 3"))
                                .add("__streams.errors.message", text("sold out: 3"))
                                .add("__streams.errors.stacktrace", text("com.acme.NoStock: sold out: 3"))
                                .add("__streams.errors.topic", text("orders"))
                                .add("__streams.errors.partition", text("0"))
                                .add("__streams.errors.offset", text("8")),
                        new FailureReport(
                                Writer.KAFKA_STREAMS,
                                new Origin("orders", 0, 8L, null, null),
                                null,
                                null,
                                new Cause("com.acme.NoStock", "sold out: 3", "com.acme.NoStock: sold out: 3"),
                                null,
                                null,
                                null)),
                Arguments.of("nobody", headers().add("kafka_correlationId", text("c")), FailureReport.UNKNOWN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writers")
    void theHeadersOfAllWritersAreUnderstood(String writer, Headers headers, FailureReport expected) {
        assertThat(FailureHeaders.read(headers)).isEqualTo(expected);
    }

    @Test
    void theLastWriterCounts() {
        Headers headers = headers()
                .add("__connect.errors.topic", text("orders"))
                .add("kafka_dlt-original-topic", text("orders-dlt"));
        assertThat(FailureHeaders.read(headers).writer()).isEqualTo(Writer.SPRING_KAFKA);
        headers.add("bellbuoy-failure", text("INVALID"));
        assertThat(FailureHeaders.read(headers).writer()).isEqualTo(Writer.BELLBUOY);
        headers.add("__streams.errors.topic", text("later"));
        assertThat(FailureHeaders.read(headers).origin()).isEqualTo(new Origin("later", null, null, null, null));
    }

    @Test
    void ofHeadersWithOneNameTheLastCounts() {
        Headers headers = headers()
                .add("kafka_dlt-original-topic", text("first"))
                .add("kafka_dlt-original-topic", text("second"));
        assertThat(FailureHeaders.read(headers).origin()).isEqualTo(new Origin("second", null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "three", "99999999999999999999", " ", "2.0"})
    void whatIsNoPartitionCountsAsMissing(String partition) {
        Headers headers = headers()
                .add("__connect.errors.topic", text("orders"))
                .add("__connect.errors.partition", text(partition));
        assertThat(FailureHeaders.read(headers).origin()).isEqualTo(new Origin("orders", null, null, null, null));
    }

    @Test
    void textIsBoundedAndStorable() {
        assertThat(StorableText.of("a\0b", 10)).isEqualTo("a\uFFFDb");
        assertThat(StorableText.of("abc", 2)).isEqualTo("ab");
        assertThat(StorableText.of("a\uD83D\uDD14", 2))
                .as("a character of two units")
                .isEqualTo("a");
        assertThat(StorableText.of("", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "com.acme, com.acme.Payments.book",
                "org.springframework.kafka, org.springframework.kafka.listener.Container.run",
                "com.ac, -",
                "java, -"
            })
    void theTopFrameIsThatOfTheInnermostCauseWithOne(String ownPackage, String expected) {
        assertThat(StackTraces.topFrame(TRACE, List.of(ownPackage))).isEqualTo(expected);
    }

    @Test
    void framesMayBeOddAndNeedNotBeThere() {
        assertThat(StackTraces.topFrame("", List.of("com.acme"))).isNull();
        assertThat(StackTraces.topFrame("x\n\tat com.acme.Cut.off", List.of("com.acme")))
                .isNull();
        assertThat(StackTraces.topFrame("x\n\tat app//com.acme.A.b(A.java:1)", List.of("com.acme")))
                .isEqualTo("com.acme.A.b");
        assertThat(StackTraces.topFrame(TRACE, List.of())).isNull();
    }

    private static Headers headers() {
        return new RecordHeaders();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
