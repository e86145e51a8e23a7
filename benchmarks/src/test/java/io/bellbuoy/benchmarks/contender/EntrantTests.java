package io.bellbuoy.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntrantTests {

    @Test
    void sameSystemTakesPartWithSeveralCommitIntervals() {
        Entrant entrant = Entrant.of("streams-dsl@10");

        assertThat(entrant.commitInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(entrant.label()).isEqualTo("streams-dsl@10");
        assertThat(Entrant.of("streams-dsl").label()).isEqualTo("streams-dsl");
        assertThat(Entrant.of("streams-dsl").commitInterval()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bellbuoy@10    | only Kafka Streams and Flink commit at an interval, of 1 ms or more",
                "streams-dsl@0  | only Kafka Streams and Flink commit at an interval, of 1 ms or more",
                "streams-dsl@1s | is no system; write NAME or NAME@MILLISECONDS",
            })
    void intervalsThatMakeNoSenseAreRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entrant.of(text))
                .withMessageContaining("'" + text + "'")
                .withMessageEndingWith(message);
    }
}
