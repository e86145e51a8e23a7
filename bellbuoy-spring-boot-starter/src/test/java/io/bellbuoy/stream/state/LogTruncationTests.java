package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LogTruncationTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LogTruncation truncation = new LogTruncation(Duration.ofMinutes(10));

    @Test
    void theLastRemoteCheckpointIsNeverTruncatedTo() {
        truncation.completed(100, START);

        assertThat(truncation.below(minute(60))).isZero();
    }

    @Test
    void theLastButOneIsOnceItIsOldEnough() {
        truncation.completed(100, START);
        truncation.completed(200, minute(5));
        assertThat(truncation.below(minute(9))).isZero();
        assertThat(truncation.below(minute(10))).isEqualTo(100);

        truncation.completed(300, minute(10));
        assertThat(truncation.below(minute(10))).isZero();
        assertThat(truncation.below(minute(15))).isEqualTo(200);
    }

    @Test
    void theLatestOfSeveralOldOnesIsTaken() {
        truncation.completed(100, START);
        truncation.completed(200, minute(5));
        truncation.completed(300, minute(10));

        assertThat(truncation.below(minute(60))).isEqualTo(200);
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
