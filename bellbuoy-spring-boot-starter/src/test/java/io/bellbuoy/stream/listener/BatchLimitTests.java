package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTests {

    private final BatchLimit limit = new BatchLimit();

    @Test
    void nothingIsLimitedWhileBatchesSucceed() {
        limit.committed(150_000);
        assertThat(limit.most()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatFailsIsTriedWithFewerRecordsUntilThereIsOne() {
        limit.failed(150_000);
        assertThat(limit.most()).isEqualTo(37_500);
        limit.failed(37_500);
        assertThat(limit.most()).isEqualTo(9_375);
        for (int i = 0; i < 20; i++) {
            limit.failed(limit.most());
        }
        assertThat(limit.most()).isEqualTo(1);
    }

    @Test
    void aSmallBatchThatFailsLimitsToLessThanItHad() {
        limit.failed(8);
        assertThat(limit.most()).isEqualTo(2);
        limit.failed(0);
        assertThat(limit.most()).as("after a batch without records").isEqualTo(2);
    }

    @Test
    void fullBatchesThatSucceedGrowUntilNothingIsLimitedAgain() {
        limit.failed(4);
        limit.committed(0);
        assertThat(limit.most()).as("after a batch that was not full").isEqualTo(1);
        int batches = 0;
        while (limit.isSet()) {
            limit.committed(limit.most());
            batches++;
        }
        assertThat(batches).isBetween(50, 150);
        assertThat(limit.most()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatSucceedsDoublesUpToHalfOfWhatFailedAndThenGrowsByAnEighth() {
        limit.failed(1_600);
        assertThat(limit.most()).isEqualTo(400);
        limit.committed(400);
        assertThat(limit.most()).isEqualTo(800);
        limit.committed(800);
        assertThat(limit.most()).isEqualTo(900);
    }
}
