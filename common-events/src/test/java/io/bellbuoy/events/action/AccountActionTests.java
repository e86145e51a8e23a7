package io.bellbuoy.events.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountActionTests {

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void blockWithoutEndWaitsForItsLiftingEvent() {
        assertThat(action(ActionType.BLOCK, null, null).until()).isNull();
    }

    @Test
    void blockWithReasonAndReleaseWithoutAreRefused() {
        assertThatThrownBy(() -> action(ActionType.BLOCK, null, ReleaseReason.LIFTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason is for a RELEASE, which must have one; type=BLOCK, reason=LIFTED.");
        assertThatThrownBy(() -> action(ActionType.RELEASE, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason is for a RELEASE, which must have one; type=RELEASE, reason=null.");
    }

    @Test
    void blockThatEndsAsItBeginsIsRefused() {
        assertThatThrownBy(() -> action(ActionType.BLOCK, SINCE, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("until of a BLOCK must be after since");
    }

    private static AccountAction action(ActionType type, @Nullable Instant until, @Nullable ReleaseReason reason) {
        return new AccountAction(new UUID(0, 1), type, "a-1", "far-and-large", new UUID(0, 2), SINCE, until, reason);
    }
}
