package io.bellbuoy.stream.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.stream.state.RebuildReason;
import io.bellbuoy.stream.state.StandbyStatus;
import io.bellbuoy.stream.state.StateMonitor.Copy;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMonitorsTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerProcessingMonitor monitor =
            new MicrometerProcessingMonitor(registry, Clock.fixed(NOW, ZoneOffset.UTC));
    private final MicrometerStateMonitor state = new MicrometerStateMonitor(registry);
    private final MicrometerRuleObserver rules = new MicrometerRuleObserver(registry);

    @Test
    void countsHaveTheNamesOfTheOperationsPage() {
        monitor.processed("payments", 7);
        monitor.rejected("payments-topic", 2);
        monitor.late("high-value", 3);
        monitor.duplicate("payments", 4);
        monitor.alertRaised("high-value", Severity.HIGH, Duration.ofMillis(80));
        monitor.fenced(new IllegalStateException("test"));
        monitor.listenerStopped("ERROR");
        rules.evaluated("high-value", 5);
        rules.matched("high-value");
        rules.suppressed("high-value");
        rules.snoozed("high-value");
        rules.dropped("takeover");
        rules.dropped("takeover");
        rules.timed("high-value", 1_500);
        state.rebuilt(0, RebuildReason.CORRUPT);
        assertThat(count("bellbuoy.events.processed")).isEqualTo(7);
        assertThat(count("bellbuoy.events.rejected")).isEqualTo(2);
        assertThat(count("bellbuoy.events.late")).isEqualTo(3);
        assertThat(count("bellbuoy.events.duplicate")).isEqualTo(4);
        assertThat(count("bellbuoy.alerts.raised")).isEqualTo(1);
        assertThat(count("bellbuoy.alerts.suppressed")).isEqualTo(1);
        assertThat(count("bellbuoy.alerts.snoozed")).isEqualTo(1);
        assertThat(count("bellbuoy.pattern.dropped")).isEqualTo(2);
        assertThat(count("bellbuoy.rule.evaluations")).isEqualTo(5);
        assertThat(count("bellbuoy.rule.matches")).isEqualTo(1);
        assertThat(count("bellbuoy.fenced")).isEqualTo(1);
        assertThat(count("bellbuoy.listener.stopped")).isEqualTo(1);
        assertThat(count("bellbuoy.state.rebuilt")).isEqualTo(1);
        assertThat(registry.get("bellbuoy.rule.duration")
                        .tag("rule", "high-value")
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo(1_500);
        assertThat(registry.get("bellbuoy.detection.latency").timer().count()).isEqualTo(1);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    @Test
    void gaugesShowTheWorstOfTheTasksThatAreHere() {
        monitor.watermark(0, NOW.toEpochMilli() - 3_000);
        monitor.watermark(1, NOW.toEpochMilli() - 9_000);
        monitor.watermark(2, Long.MIN_VALUE);
        monitor.state(0, 10, 0.9);
        monitor.state(1, 20, 0.5);
        assertThat(registry.get("bellbuoy.watermark.lag").gauge().value()).isEqualTo(9);
        assertThat(registry.get("bellbuoy.state.entries").gauge().value()).isEqualTo(30);
        assertThat(registry.get("bellbuoy.state.cache.hit.ratio").gauge().value())
                .isEqualTo(0.5);
        monitor.taskClosed(1);
        assertThat(registry.get("bellbuoy.watermark.lag").gauge().value()).isEqualTo(3);
        assertThat(registry.get("bellbuoy.state.entries").gauge().value()).isEqualTo(10);
    }

    @Test
    void restoreShowsWhatRemainsUntilItIsComplete() {
        state.restoring(0, 40, 100);
        assertThat(registry.get("bellbuoy.state.restore.remaining").gauge().value())
                .isEqualTo(60);
        state.restored(0, true, 1_000, Duration.ofSeconds(1));
        assertThat(registry.get("bellbuoy.state.restore.remaining").gauge().value())
                .isZero();
        assertThat(registry.get("bellbuoy.state.restore.duration").timer().count())
                .isEqualTo(1);
    }

    @Test
    void theLagOfEachCopyIsAGaugeUntilTheCopyIsElsewhere() {
        state.standbys("fraud", List.of(new StandbyStatus(3, 100, 7, ""), new StandbyStatus(4, -1, -1, "opening")));
        state.standbys("fraud-stage-1", List.of(new StandbyStatus(3, 50, 9, "")));
        assertThat(registry.get("bellbuoy.state.standby.lag").gauges())
                .extracting(
                        gauge -> gauge.getId().getTag("application"),
                        gauge -> gauge.getId().getTag("partition"),
                        gauge -> gauge.value())
                .containsExactlyInAnyOrder(tuple("fraud", "3", 7.0), tuple("fraud-stage-1", "3", 9.0));

        state.standbys("fraud", List.of());
        assertThat(registry.get("bellbuoy.state.standby.lag").gauges())
                .extracting(gauge -> gauge.getId().getTag("application"))
                .containsExactly("fraud-stage-1");
    }

    @Test
    void noMeterOfATaskThatIsHereHasAPartitionOrAKeyAsATag() {
        monitor.processed("payments", 1);
        monitor.watermark(3, 0);
        monitor.state(3, 1, 1);
        state.restoring(3, 1, 2);
        state.checkpointed(3, Copy.LOCAL, 1, 1, Duration.ofMillis(1));
        List<String> tags = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(tag -> tag.getKey())
                .toList();
        assertThat(tags).isNotEmpty().doesNotContain("partition", "key", "task");
    }
}
