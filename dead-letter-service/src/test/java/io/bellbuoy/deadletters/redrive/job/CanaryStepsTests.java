package io.bellbuoy.deadletters.redrive.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryStepsTests {

    @ParameterizedTest
    @CsvSource({
        // step, max-batch, rate, size
        "0, 10000, 100000, 1",
        "1, 10000, 100000, 2",
        "2, 10000, 100000, 5",
        "3, 10000, 100000, 20",
        "4, 10000, 100000, 100",
        "5, 10000, 100000, 500",
        "6, 10000, 100000, 2500",
        "7, 10000, 100000, 10000",
        "1000000, 10000, 100000, 10000",
        "4, 50, 100000, 50",
        "4, 10000, 10, 10",
        "0, 1, 1, 1"
    })
    void batchesGrowUpToTheLargestAndToWhatMayGoInASecond(int step, int maxBatch, int rate, int size) {
        assertThat(Canary.size(step, new Care(Duration.ZERO, 0.2, 0, rate, maxBatch)))
                .isEqualTo(size);
    }
}
