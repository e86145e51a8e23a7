package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventPaceTests {

    private static final Instant START = Instant.parse("2018-06-17T00:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void firstAndOlderEventsAreDueAtOnce() {
        EventPace pace = new EventPace(new Speed(1));
        pace.await(START, this::stopped);
        pace.await(START.minusSeconds(60), this::stopped);

        assertThat(asked).hasValue(0);
    }

    @Test
    void laterEventIsHeldBackUntilToldToStop() {
        EventPace pace = new EventPace(new Speed(1));
        pace.await(START, this::stopped);
        pace.await(START.plusSeconds(3600), this::stopped);

        assertThat(asked).hasValue(1);
    }

    @Test
    void atMaximumSpeedNothingIsHeldBack() {
        EventPace pace = new EventPace(Speed.MAX);
        pace.await(START, this::stopped);
        pace.await(START.plusSeconds(3600), this::stopped);

        assertThat(asked).hasValue(0);
    }

    private boolean stopped() {
        asked.incrementAndGet();
        return true;
    }
}
