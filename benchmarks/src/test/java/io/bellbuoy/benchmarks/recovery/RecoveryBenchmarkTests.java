package io.bellbuoy.benchmarks.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real systems with little state, killed for real. */
class RecoveryBenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void killedSystemsGoOnWithAndWithoutTheirDiskAndNoAlertIsLostOrDoubled() throws IOException {
        SmallRun small = new SmallRun(directory);
        String[] systems = {"bellbuoy", "streams-slices-rocksdb"};

        boolean equal = new RecoveryBenchmark(
                        small.settings(new Workload(2_000, 2_000, 42), 0, systems), 300, 1, small.console())
                .run(Bench.class);

        assertThat(equal).as(small.printed()).isTrue();
        for (String system : systems) {
            assertThat(small.printed())
                    .containsPattern("(?m)^" + system + " +kept( +[0-9.]+){3} +1$")
                    .containsPattern("(?m)^" + system + " +lost( +[0-9.]+){3} +1$");
        }
        assertThat(small.json()).content().contains("\"alertsEqual\" : true", "\"startToAlert\"");
    }
}
