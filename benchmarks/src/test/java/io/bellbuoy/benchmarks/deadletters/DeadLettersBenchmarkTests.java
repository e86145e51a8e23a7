package io.bellbuoy.benchmarks.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.run.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small one with broker, PostgreSQL and the service. */
class DeadLettersBenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void allDeadLettersAreCollectedAndEachPageIsTimed() throws IOException {
        SmallRun small = new SmallRun(directory);
        DeadLettersSettings settings = new DeadLettersSettings(
                20_000,
                40,
                3,
                42,
                SmallRun.freePorts(4),
                directory.resolve("bench"),
                Path.of("..").toAbsolutePath().normalize(),
                small.json(),
                "./bellbuoy bench dead-letters");

        new DeadLettersBenchmark(settings, small.console()).run(Bench.class);

        assertThat(small.printed())
                .containsPattern("collected: [0-9,]+ dead letters/s \\(20,000 of 40 causes, [0-9,]{5} bytes each")
                .containsPattern("(?m)^groups, the latest first( +[0-9.]+){3}$")
                .containsPattern("(?m)^the largest group( +[0-9.]+){3}$")
                .containsPattern("(?m)^dead letters of a topic( +[0-9.]+){3}$");
        assertThat(small.json()).content().contains("\"letters\" : 20000", "\"causes\" : 40", "\"p99\"");
    }
}
