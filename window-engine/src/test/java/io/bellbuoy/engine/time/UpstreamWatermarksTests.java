package io.bellbuoy.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.junit.jupiter.api.Test;

class UpstreamWatermarksTests {

    private final UpstreamWatermarks time = new UpstreamWatermarks();

    @Test
    void oneThatWasNeverHeardOfHoldsBackAll() {
        time.heard(0, 3, 500, false);
        time.heard(2, 3, 700, false);
        assertThat(time.current()).isEqualTo(Watermarks.NONE);
        time.heard(1, 3, 100, false);
        assertThat(time.current()).isEqualTo(100);
    }

    @Test
    void theSlowestOfThoseThatAreNotIdleCounts() {
        time.heard(0, 2, 500, false);
        time.heard(1, 2, 100, false);
        assertThat(time.current()).isEqualTo(100);
        time.heard(1, 2, 100, true);
        assertThat(time.current()).isEqualTo(500);
        assertThat(time.isIdle()).isFalse();
        time.heard(1, 2, 300, false);
        assertThat(time.current()).as("it never goes back").isEqualTo(500);
        time.heard(0, 2, 900, false);
        assertThat(time.current()).isEqualTo(500);
        time.heard(1, 2, 600, false);
        assertThat(time.current()).isEqualTo(600);
    }

    @Test
    void withAllIdleNoneHoldsBackTheOthers() {
        time.heard(0, 2, 500, true);
        assertThat(time.current()).isEqualTo(Watermarks.NONE);
        assertThat(time.isIdle()).isFalse();
        time.heard(1, 2, Watermarks.NONE, true);
        assertThat(time.current()).isEqualTo(500);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void oneTaskNeverGoesBack() {
        time.heard(0, 1, 500, false);
        time.heard(0, 1, 400, false);
        assertThat(time.current()).isEqualTo(500);
    }

    @Test
    void anUndoneBatchWasNotHeard() {
        time.heard(0, 2, 500, false);
        time.heard(1, 2, 400, false);
        time.commit();
        time.heard(1, 2, 450, true);
        time.observe(900);
        assertThat(time.current()).isEqualTo(500);
        time.rollback();
        assertThat(time.current()).isEqualTo(400);
        assertThat(time.newestEvent()).isEqualTo(Watermarks.NONE);
        time.heard(0, 2, 600, false);
        assertThat(time.current()).as("the other is neither idle nor at 450").isEqualTo(400);
        time.heard(1, 2, 450, false);
        assertThat(time.current()).isEqualTo(450);
    }

    @Test
    void itGoesOnAfterARestore() {
        time.heard(0, 3, 500, true);
        time.heard(1, 3, 400, false);
        time.observe(450);
        StateOutput out = new StateOutput();
        time.write(out);
        UpstreamWatermarks restored = new UpstreamWatermarks();
        restored.read(new StateInput(out.toByteArray()));
        assertThat(restored.newestEvent()).isEqualTo(450);
        assertThat(restored.current()).isEqualTo(Watermarks.NONE);
        restored.heard(2, 3, 600, false);
        assertThat(restored.current()).as("the idle one does not count").isEqualTo(400);
        assertThatThrownBy(() -> restored.heard(0, 4, 700, false))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("4 partitions and had 3");
    }
}
