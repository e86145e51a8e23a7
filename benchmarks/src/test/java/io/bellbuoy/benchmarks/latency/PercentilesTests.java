package io.bellbuoy.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {

    private static final long MILLI = 1_000_000;

    @Test
    void percentilesAreByNearestRank() {
        List<Long> nanos =
                LongStream.rangeClosed(1, 1_000).mapToObj(i -> i * MILLI).toList();

        assertThat(Percentiles.of(nanos)).isEqualTo(new Percentiles(1_000, 500, 990, 999, 1_000));
        assertThat(Percentiles.of(List.of(7 * MILLI))).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(List.of()));
    }
}
