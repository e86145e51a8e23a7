package io.bellbuoy.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.faults.outcome.Expectation;
import io.bellbuoy.faults.outcome.Outcome;
import io.bellbuoy.faults.outcome.Outcome.Channel;
import io.bellbuoy.faults.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialReportTests {

    private static final Outcome FIRST = new Outcome(Channel.ALERTS, "a", "first");
    private static final Outcome SECOND = new Outcome(Channel.ALERTS, "a", "second");
    private static final List<Expectation> EXPECTED = List.of(new Expectation(FIRST, 1), new Expectation(SECOND, 2));

    private static TrialReport report(List<Outcome> seen, String... alarms) {
        List<Duration> takeovers =
                IntStream.rangeClosed(1, 10).mapToObj(Duration::ofSeconds).toList();
        return new TrialReport(200_000, 10, 6, takeovers, List.of(alarms), Verdict.of(EXPECTED, seen));
    }

    @Test
    void theLineSaysThatNothingWasLostOrDoubled() {
        assertThat(report(List.of(FIRST, SECOND)).line())
                .isEqualTo("200,000 events, 10 kills, 6 faults: 0 lost, 0 duplicate, order per key kept,"
                        + " takeover p50/p99 5.0/10.0 s");
    }

    @Test
    void nobodyMayHaveToAct() {
        TrialReport report = report(List.of(FIRST, SECOND), "instance-0-1.log: refused");
        assertThat(report(List.of(FIRST, SECOND)).isExact()).isTrue();
        assertThat(report.isExact()).isFalse();
        assertThat(report.line()).contains("order per key kept, 1 alarms, takeover");
        assertThat(report.details()).contains("alarm: instance-0-1.log: refused");
    }

    @Test
    void theLineAndTheDetailsSayWhatWas() {
        TrialReport report = report(List.of(SECOND, SECOND));
        assertThat(report.line()).contains("1 lost, 1 duplicate, order per key kept");
        assertThat(report.details())
                .containsExactly(
                        "expected: 2 alerts, 0 features, 0 actions, 0 dead letters, 0 late",
                        "lost: ALERTS a first",
                        "duplicate: ALERTS a second");
        assertThat(report(List.of(SECOND, FIRST)).line()).contains("0 lost, 0 duplicate, 1 out of order");
    }
}
