package io.bellbuoy.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real run under the recorder. */
class ProfileBenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void theSummarySaysWhereTheTimeWent() throws IOException {
        SmallRun small = new SmallRun(directory);

        boolean equal = new ProfileBenchmark(
                        small.settings(new Workload(400_000, 200, 42), 20_000, "bellbuoy"), 2, small.console())
                .run(Bench.class);

        assertThat(equal).as(small.printed()).isTrue();
        assertThat(small.printed())
                .containsPattern("(?s)by package.*%  io\\.bellbuoy\\..*by method.*by thread.*allocated bytes")
                .containsPattern("bellbuoy: [0-9,]+ events/s, .*; [1-9][0-9,]* samples")
                .contains("alerts equal: yes");
        assertThat(small.json()).content().contains("\"alertsEqual\" : true", "\"packages\"");
    }
}
