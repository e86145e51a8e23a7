package io.bellbuoy.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs with one stage and with two. */
class ScalingBenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void secondKeyTakesAStageAndChangesNoAlert() throws IOException {
        SmallRun small = new SmallRun(directory);

        boolean equal = new ScalingBenchmark(
                        small.settings(new Workload(20_000, 200, 42), 5_000, "bellbuoy"),
                        List.of(Series.STAGE),
                        small.console())
                .run(Bench.class);

        assertThat(equal).as(small.printed()).isTrue();
        for (String variant : List.of("stage-none", "stage-merchant")) {
            assertThat(small.printed()).containsPattern("(?m)^" + variant + " +[0-9,]+ ");
        }
        assertThat(small.json()).content().contains("\"alertsEqual\" : true", "\"stage-merchant\"");
    }

    @Test
    void everyVariantHasANameOfItsOwnAndAsManyRulesAsItSays() {
        List<Variant> variants = List.of(Series.values()).stream()
                .flatMap(series -> series.variants(2, 100, 42).stream())
                .toList();

        assertThat(variants).extracting(Variant::name).doesNotHaveDuplicates();
        assertThat(variants)
                .filteredOn(variant -> variant.name().equals("rules-100"))
                .singleElement()
                .satisfies(variant -> assertThat(variant.properties())
                        .filteredOn(property -> property.contains(".when="))
                        .hasSize(99));
    }
}
