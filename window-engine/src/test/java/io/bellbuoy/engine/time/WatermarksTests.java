package io.bellbuoy.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.time.Watermarks.Source;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources are 5 out of order and idle after 30; the clock and event time are near each other unless told otherwise. */
class WatermarksTests {

    private static final long START = 1_000_000;
    /** Whenever the clock moves it there is something to do. */
    private static final long AT_ONCE = 0;

    @Test
    void itFollowsTheNewestEventLessTheOutOfOrderness() {
        Watermarks one = watermarks(1);

        assertThat(one.current()).isEqualTo(Watermarks.NONE);
        assertThat(after(one, 0, 100)).isEqualTo(95);
        assertThat(after(one, 0, 90)).as("an older event does not take it back").isEqualTo(95);
        assertThat(after(one, 0, 101)).isEqualTo(96);
        assertThat(one.newestEvent()).isEqualTo(101);
    }

    @Test
    void theSlowestSourceDecidesAndOneUnheardHoldsEverything() {
        Watermarks two = watermarks(2);

        assertThat(after(two, 0, 100)).isEqualTo(Watermarks.NONE);
        assertThat(after(two, 1, 50)).isEqualTo(45);
        assertThat(after(two, 1, 200)).isEqualTo(95);
    }

    @Test
    void anAnnouncementNeedsNoOutOfOrderness() {
        Watermarks two = watermarks(2);
        two.announce(0, 100);
        two.announce(1, 70);
        two.announce(1, 60);

        assertThat(two.current()).isEqualTo(70);
    }

    @Test
    void aSilentSourceAtItsEndFallsIdleAndNoLongerHoldsBackTheOthers() {
        Watermarks two = watermarks(2);
        two.observe(0, START);
        two.observe(1, START - 20);
        tick(two, START);
        two.observe(0, START + 25);

        assertThat(tick(two, START + 29)).as("not yet").isFalse();
        assertThat(two.current()).isEqualTo(START - 25);
        assertThat(tick(two, START + 30)).isTrue();
        assertThat(two.current()).isEqualTo(START + 20);
        assertThat(after(two, 1, START))
                .as("its next event is late, the watermark stays")
                .isEqualTo(START + 20);
        assertThat(after(two, 0, START + 90)).as("and it holds back again").isEqualTo(START + 20);
    }

    @Test
    void aLaggingSourceIsNeverIdle() {
        Watermarks two = watermarks(2);
        two.observe(0, START);
        tick(two, START);

        assertThat(two.tick(START + 10_000, source -> source == 0, CellType.NEVER))
                .as("only the other falls idle")
                .isTrue();
        assertThat(two.current()).isEqualTo(Watermarks.NONE);
    }

    @Test
    void theWaitBeginsWithTheFirstTickAfterTheLastEvent() {
        Watermarks one = watermarks(1);
        tick(one, START);
        tick(one, START + 29);
        one.observe(0, START);
        tick(one, START + 58);

        assertThat(tick(one, START + 87)).isFalse();
        assertThat(tick(one, START + 88)).isTrue();
    }

    @Test
    void withAllSourcesIdleTheNewestOneDecides() {
        Watermarks two = watermarks(2);
        two.observe(0, 100);
        two.observe(1, 300);
        tick(two, START);

        assertThat(tick(two, START + 30)).isTrue();
        assertThat(two.current()).isEqualTo(295);
    }

    @Test
    void withAllSourcesIdleTheClockMovesItOnByTheElapsedTime() {
        Watermarks one = watermarks(1);
        one.observe(0, START - 1_000);
        tick(one, START, START);

        assertThat(tick(one, START + 500, START))
                .as("idle, but nothing to do before START")
                .isTrue();
        assertThat(one.current()).isEqualTo(START - 1_005);
        assertThat(tick(one, START + 1_004, START)).isFalse();
        assertThat(tick(one, START + 1_005, START)).as("worth a commit").isTrue();
        assertThat(one.current()).isEqualTo(START);
        assertThat(after(one, 0, START + 1))
                .as("the next event does not take it back")
                .isEqualTo(START);
    }

    @Test
    void theClockDoesNotMoveItWhereEventTimeIsFarFromTheClock() {
        Watermarks replayed = watermarks(1);
        replayed.observe(0, START - Watermarks.NEAR_CLOCK - 1);
        tick(replayed, START, AT_ONCE);
        tick(replayed, START + 10_000, AT_ONCE);
        Watermarks near = watermarks(1);
        near.observe(0, START - Watermarks.NEAR_CLOCK);
        tick(near, START, AT_ONCE);
        tick(near, START + 10_000, AT_ONCE);

        assertThat(replayed.current()).isEqualTo(START - Watermarks.NEAR_CLOCK - 6);
        assertThat(near.current()).isEqualTo(START - Watermarks.NEAR_CLOCK + 9_995);
    }

    @Test
    void theClockDoesNotMoveItInReplay() {
        Watermarks replay = new Watermarks(List.of(new Source(5, 30)), false);
        replay.observe(0, START);
        tick(replay, START, AT_ONCE);
        tick(replay, START + 10_000, AT_ONCE);

        assertThat(replay.current()).isEqualTo(START - 5);
    }

    @Test
    void aSourceWithoutAnyEventSaysNothingToTheClock() {
        Watermarks silent = watermarks(1);
        tick(silent, START, AT_ONCE);
        tick(silent, START + 10_000, AT_ONCE);

        assertThat(silent.current()).isEqualTo(Watermarks.NONE);
        assertThat(silent.newestEvent()).isEqualTo(Watermarks.NONE);
    }

    @Test
    void whatABatchObservedCanBeUndone() {
        Watermarks two = watermarks(2);
        two.observe(0, START);
        two.observe(1, START + 10);
        two.commit();
        two.observe(0, START + 500);
        two.observe(1, START + 500);
        tick(two, START);
        tick(two, START + 10_000);
        two.rollback();

        assertThat(two.current()).isEqualTo(START - 5);
        assertThat(two.newestEvent()).isEqualTo(START + 10);
        assertThat(after(two, 1, START + 600)).as("source 0 is not idle").isEqualTo(START - 5);
    }

    @Test
    void itIsStoredWithItsSources() {
        Watermarks two = watermarks(2);
        two.observe(0, 105);
        tick(two, START);
        tick(two, START + 30);
        StateOutput out = new StateOutput();
        two.write(out);

        // 100 zigzag, 2 sources, 100 and idle, none (10 bytes) and idle
        assertThat(out.toByteArray()).asHexString().isEqualTo("C80102C80101FFFFFFFFFFFFFFFFFF0101");
        Watermarks restored = watermarks(2);
        restored.read(new StateInput(out.toByteArray()));
        assertThat(restored.current()).isEqualTo(100);
        assertThat(after(restored, 0, 200)).as("source 1 is idle as before").isEqualTo(195);
        assertThatThrownBy(() -> watermarks(3).read(new StateInput(out.toByteArray())))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("has 2 sources, but the rules read 3");
    }

    private static Watermarks watermarks(int sources) {
        return new Watermarks(Collections.nCopies(sources, new Source(5, 30)), true);
    }

    private static long after(Watermarks watermarks, int source, long eventTime) {
        watermarks.observe(source, eventTime);
        return watermarks.current();
    }

    private static boolean tick(Watermarks watermarks, long now) {
        return tick(watermarks, now, CellType.NEVER);
    }

    private static boolean tick(Watermarks watermarks, long now, long nextWake) {
        return watermarks.tick(now, source -> true, nextWake);
    }
}
