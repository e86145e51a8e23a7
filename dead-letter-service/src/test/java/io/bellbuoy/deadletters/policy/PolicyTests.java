package io.bellbuoy.deadletters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTests {

    private static final When ALL = new When(null, null, Pattern.compile(".*"), null, null);

    @ParameterizedTest
    @CsvSource({"0, 24000, 36000", "1, 48000, 72000", "2, 96000, 144000", "5, 768000, 1152000"})
    void delaysGrowAndAreSpreadOverTheWholeJitter(int redrives, long shortest, long longest) {
        Policy policy = policy(Action.RETRY, Duration.ofSeconds(30), 2, 0.2, 3, null);
        LongSummaryStatistics delays = LongStream.range(0, 10_000)
                .map(letter -> policy.delay(letter, redrives).toMillis())
                .summaryStatistics();
        long hundredth = (longest - shortest) / 100;
        assertThat(delays.getMin()).isBetween(shortest, shortest + hundredth);
        assertThat(delays.getMax()).isBetween(longest - hundredth, longest);
        assertThat(delays.getAverage()).isBetween(shortest + 45.0 * hundredth, shortest + 55.0 * hundredth);
    }

    @Test
    void withoutJitterAllWaitEquallyLongAndNoneLongerThanAYear() {
        Policy policy = policy(Action.RETRY, Duration.ofSeconds(10), 3, 0, 3, null);
        assertThat(policy.delay(1, 2)).isEqualTo(policy.delay(2, 2)).isEqualTo(Duration.ofSeconds(90));
        assertThat(policy.delay(1, 500)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void onlyRetryingWaitsWhereNothingIsSaid() {
        assertThat(policy(Action.PARK, null, 2, 0.2, null, "why").delay(1, 0)).isZero();
        assertThat(policy(Action.RETRY, null, 2, 0, null, null).delay(1, 0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void itSaysWhatItDoes() {
        assertThat(policy(Action.RETRY, Duration.ofSeconds(90), 1.5, 0.25, 3, null)
                        .deed())
                .isEqualTo("retry after 1m 30s, then 1.5 times as long each time, ±25 %, at most 3 times");
        assertThat(policy(Action.DISCARD, Duration.ofHours(25), 2, 0.2, null, "of no use")
                        .deed())
                .isEqualTo("discard after 25h: of no use");
        assertThat(policy(Action.NOTIFY, null, 2, 0.2, null, null).deed()).isEqualTo("notify");
    }

    private static Policy policy(
            Action then,
            @Nullable Duration after,
            double backoff,
            double jitter,
            @Nullable Integer max,
            @Nullable String reason) {
        return new Policy("name", ALL, then, after, backoff, jitter, max, reason);
    }
}
