package io.bellbuoy.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.measure.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

    private static final List<RunResult> RUNS = List.of(
            run(1, "parsing", 1.0, 2.0),
            run(1, "bellbuoy", 2.0, 4.0),
            run(2, "parsing", 2.0, 2.2),
            run(2, "bellbuoy", 2.5, 4.4),
            run(3, "parsing", 1.6, 2.4),
            run(3, "bellbuoy", 4.0, 4.2));

    private static RunResult run(int run, String system, double seconds, double cpuSeconds) {
        return new RunResult(
                run, system, new Measurement(1_000_000, seconds, cpuSeconds, 500_000 / seconds, 512 << 20));
    }

    private static Report report(boolean alertsEqual) {
        return new Report(
                "./bellbuoy bench",
                new Machine(2, "A Processor", 16L << 30, "Linux 6", "Vendor 17"),
                new Workload(1_500_000, 50_000, 42),
                500_000,
                4,
                2,
                List.of("-Xmx3g", "-XX:+UseParallelGC"),
                123,
                alertsEqual,
                SystemSummary.of(RUNS, "parsing"),
                RUNS);
    }

    @Test
    void spreadTakesTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    @Test
    void ratiosCompareTurnsOfTheSameRun() {
        Spread ratio = SystemSummary.of(RUNS, "parsing").get(1).ratio();

        assertThat(ratio).isNotNull();
        assertThat(ratio.median()).isCloseTo(0.5, within(1e-9));
        assertThat(ratio.min()).isCloseTo(0.4, within(1e-9));
        assertThat(ratio.max()).isCloseTo(0.8, within(1e-9));
        assertThat(SystemSummary.of(RUNS, "absent").get(0).ratio()).isNull();
    }

    @Test
    void tableNamesFiguresWorkloadMachineAndCommand() {
        assertThat(Table.lines(report(true), "parsing"))
                .containsExactly(
                        "system                     events/s  (min - max)              ratio         cold  ratio   CPU s  peak MiB",
                        "parsing                     625,000  (500,000 - 1,000,000)     1.00      312,500   1.00     2.2       512",
                        "bellbuoy                    400,000  (250,000 - 500,000)       0.50      200,000   0.50     4.2       512",
                        "",
                        "Medians of 3; ratio: to 'parsing' in the same run; cold: from a JVM's first record; CPU s: of one core; peak: memory.",
                        "1,000,000 events after 500,000 to warm up, 50,000 accounts, seed 42, 4 partitions, 2 threads; each system's JVM with -Xmx3g -XX:+UseParallelGC.",
                        "2 cores of A Processor, 16 GiB, Linux 6, JDK Vendor 17",
                        "./bellbuoy bench",
                        "alerts equal: yes (123)");
        assertThat(Table.lines(report(false), "parsing")).endsWith("alerts equal: NO (123)");
    }

    @Test
    void jsonHoldsEveryRun() {
        JsonNode json = new JsonMapper().readTree(JsonReport.of(report(true)));

        assertThat(json.at("/command").asString()).isEqualTo("./bellbuoy bench");
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/workload/accounts").asInt()).isEqualTo(50_000);
        assertThat(json.at("/alertsEqual").asBoolean()).isTrue();
        assertThat(json.at("/systems/1/rate/median").asDouble()).isEqualTo(400_000);
        assertThat(json.at("/runs")).hasSize(6);
        assertThat(json.at("/runs/5/measurement/seconds").asDouble()).isEqualTo(4);
    }
}
