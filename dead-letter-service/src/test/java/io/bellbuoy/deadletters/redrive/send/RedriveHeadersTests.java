package io.bellbuoy.deadletters.redrive.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveHeadersTests {

    @ParameterizedTest
    @CsvSource({
        "content-type, true",
        "ce_id, true",
        "traceparent, true",
        "kafka_correlationId, true",
        "bellbuoy-watermark, true",
        "kafka_dlt-original-topic, false",
        "kafka_dlt-exception-stacktrace, false",
        "kafka_original-topic, false",
        "kafka_exception-message, false",
        "kafka_key-exception-message, false",
        "retry_topic-attempts, false",
        "springDeserializerExceptionValue, false",
        "__connect.errors.stage, false",
        "__streams.errors.exception, false",
        "bellbuoy-failure, false",
        "bellbuoy-fingerprint, false",
        "bellbuoy-rule, false",
        "bellbuoy-stage, false",
        "bellbuoy-redrive-id, false",
        "bellbuoy-redrive-attempt, false",
        "bellbuoy-redrive-edit, false"
    })
    void onlyThoseOfWritersOfDeadLettersAndOfRedrivesAreLeftOut(String name, boolean kept) {
        assertThat(RedriveHeaders.original(new RecordHeaders().add(name, new byte[] {1})))
                .hasSize(kept ? 1 : 0);
    }

    @Test
    void storedHeadersAreHadBackToTheByteInTheirOrder() {
        var headers = RedriveHeaders.stored(
                "[{\"name\":\"a\",\"text\":\"ü\"},{\"name\":\"b\",\"base64\":\"/wA=\"},{\"name\":\"c\"},"
                        + "{\"name\":\"a\",\"column\":\"stack_trace\"}]",
                "at");
        assertThat(headers).extracting(Header::key).containsExactly("a", "b", "c", "a");
        assertThat(headers)
                .extracting(Header::value)
                .containsExactly("ü".getBytes(StandardCharsets.UTF_8), new byte[] {-1, 0}, null, new byte[] {'a', 't'});
    }

    @Test
    void aHeaderThatWasCutMeansThatTheWholeMustBeRead() {
        assertThat(RedriveHeaders.stored("[{\"name\":\"a\",\"size\":9000000,\"text\":\"begin\"}]", null))
                .isNull();
    }
}
