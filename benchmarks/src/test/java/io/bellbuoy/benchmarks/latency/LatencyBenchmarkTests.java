package io.bellbuoy.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real systems at a small rate. */
class LatencyBenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void everyAlertIsFoundAgainWithTheEventThatRaisedIt() throws IOException {
        SmallRun small = new SmallRun(directory);
        String[] systems = {"bellbuoy", "streams-slices-heap@10", "flink-slices-heap@200"};

        boolean equal = new LatencyBenchmark(
                        small.settings(new Workload(3_000, 5, 42), 500, systems), 500, small.console())
                .run(Bench.class);

        assertThat(equal).as(small.printed()).isTrue();
        for (String system : systems) {
            assertThat(small.printed()).containsPattern("(?m)^" + system + "( +[0-9.]+){4} +[1-9]\\d* +1$");
        }
        assertThat(small.printed()).contains("500 events/s for 5 s after 1 s, 5 accounts", "alerts equal: yes");
        assertThat(small.json()).content().contains("\"alertsEqual\" : true", "\"p999\"");
    }
}
