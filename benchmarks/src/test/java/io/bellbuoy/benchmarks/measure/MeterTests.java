package io.bellbuoy.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterTests {

    @Test
    void measuresFromTheEarliestPollToTheRecordThatCompletesTheInput() {
        Meter meter = new Meter(0, 10);
        meter.opening();
        meter.polled(3_000_000_000L);
        meter.polled(2_000_000_000L);
        meter.done(6, 4_000_000_000L);
        meter.done(4, 7_000_000_000L);

        Measurement measurement = meter.await(Duration.ZERO);

        assertThat(measurement.seconds()).isEqualTo(5);
        assertThat(measurement.rate()).isEqualTo(2);
    }

    @Test
    void measuresAfterTheWarmUpAndTellsTheColdRateToo() {
        Meter meter = new Meter(20, 10);
        meter.opening();
        meter.polled(0);
        meter.done(12, 4_000_000_000L);
        meter.done(9, 5_000_000_000L);
        meter.done(9, 7_000_000_000L);

        Measurement measurement = meter.await(Duration.ZERO);

        assertThat(measurement.events())
                .as("what was done after the batch that ended the warm-up")
                .isEqualTo(9);
        assertThat(measurement.seconds()).isEqualTo(2);
        assertThat(measurement.coldRate()).as("12 in the first 4 s").isEqualTo(3);
    }

    @Test
    void measuresAllOfAnInputThatIsDoneAtOnce() {
        Meter meter = new Meter(20, 10);
        meter.opening();
        meter.polled(0);
        meter.done(30, 3_000_000_000L);

        assertThat(meter.await(Duration.ZERO).rate()).isEqualTo(10);
    }

    @Test
    void measuresAllIfTheCommitThatEndsTheWarmUpLeavesTooLittle() {
        Meter meter = new Meter(20, 10);
        meter.opening();
        meter.polled(0);
        meter.done(26, 3_000_000_000L);
        meter.done(4, 3_000_000_001L);

        assertThat(meter.await(Duration.ZERO).events()).isEqualTo(30);
    }

    @Test
    void firstCommitIsTimedFromTheFirstAssignment() {
        Meter meter = new Meter(0, 10);
        meter.opening();
        meter.assigned(1_000_000_000L);
        meter.assigned(2_000_000_000L);
        meter.polled(2_500_000_000L);
        assertThat(meter.firstCommit()).isNotDone();
        meter.done(1, 4_000_000_000L);
        meter.done(1, 5_000_000_000L);

        assertThat(meter.firstCommit().join().sinceAssignment()).isEqualTo(3);
        assertThat(meter.remaining()).isEqualTo(8);
    }

    @Test
    void saysHowFarASystemCame() {
        Meter meter = new Meter(0, 10);
        meter.opening();
        meter.polled(1);
        meter.done(6, 2);

        assertThatThrownBy(() -> meter.await(Duration.ZERO)).hasMessage("Only 6 of 10 events were done within 0 s.");
    }

    @Test
    void passesOnWhyASystemFailed() {
        Meter meter = new Meter(0, 10);
        meter.failed(new IllegalStateException("no broker"));

        assertThatThrownBy(() -> meter.await(Duration.ZERO)).hasMessageContaining("no broker");
    }
}
