package io.bellbuoy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.generate.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole benchmark, small: a real broker and every system in a JVM of its own. */
class BenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void everySystemReadsTheInputAndAlertsAreEqual() throws IOException {
        SmallRun small = new SmallRun(directory);
        String[] systems = Contenders.all().stream().map(Contender::name).toArray(String[]::new);

        boolean equal = new Benchmark(small.settings(new Workload(20_000, 200, 42), 5_000, systems), small.console())
                .run(Bench.class);

        assertThat(equal).as(small.printed()).isTrue();
        assertThat(small.printed())
                .containsPattern("(?m)^parsing +[0-9,]+ +\\([0-9, -]+\\) +1\\.00 ")
                .containsPattern("alerts equal: yes \\([1-9]\\d*\\)");
        for (String system : systems) {
            assertThat(small.printed()).containsPattern("(?m)^" + system + " +[0-9,]+ ");
            assertThat(Files.exists(small.logs().resolve("bench-" + system + "-1.log")))
                    .isTrue();
        }
        assertThat(small.json()).content().contains("\"alertsEqual\" : true");
    }
}
