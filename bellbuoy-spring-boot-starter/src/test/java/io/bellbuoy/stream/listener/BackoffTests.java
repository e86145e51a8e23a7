package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {

    @Test
    void doublesUpToItsBoundAndBeginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        assertThat(backoff.isWaiting(0)).isFalse();
        assertThat(backoff.failed(0)).isEqualTo(100);
        assertThat(backoff.isWaiting(99)).isTrue();
        assertThat(backoff.isWaiting(100)).isFalse();
        assertThat(backoff.failed(100)).isEqualTo(200);
        assertThat(backoff.failed(300)).isEqualTo(400);
        assertThat(backoff.failed(700)).isEqualTo(800);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.failed(1_000)).isEqualTo(1_000);
        }
        assertThat(backoff.failures()).isEqualTo(104);
        backoff.succeeded();
        assertThat(backoff.isWaiting(1_000)).isFalse();
        assertThat(backoff.failed(0)).isEqualTo(100);
    }
}
