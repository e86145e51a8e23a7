package io.bellbuoy.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that are looked up ahead of their events. */
class ApproachTests {

    private final TaskState state = TaskState.inMemory(new CellTypes());

    @Test
    void nothingIsMadeOfKeysThatAreExpected() {
        state.of(0, "known");
        state.expect(0, new String[] {"known", "unknown"}, 2);
        assertThat(state.onHeap()).extracting(key -> key.key().key()).containsExactly("known");
    }

    @Test
    void aKeyMayBeEmptyAndAGroupToo() {
        state.of(0, "");
        state.expect(0, new String[] {""}, 1);
        state.expect(0, new String[0], 0);
        assertThat(state.keyCount()).isEqualTo(1);
    }
}
