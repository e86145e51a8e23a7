package io.bellbuoy.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.testing.Cases;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyTableTests {

    private final KeyTable table = new KeyTable();

    @Test
    void itFindsWhatWasAddedAndNotWhatHasLeft() {
        long seed = 20261120;
        Random random = Cases.random(seed);
        Map<StateKey, KeyState> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            StateKey key = new StateKey(random.nextInt(3), "k" + random.nextInt(4_000));
            assertThat(table.find(key.space(), key.key())).as("seed " + seed).isSameAs(model.get(key));
            if (!model.containsKey(key)) {
                KeyState added = new KeyState(key);
                table.add(added);
                model.put(key, added);
            }
            if (step % 100 == 0) {
                table.evict(random.nextInt(150), gone -> gone.key().space() != 0 && model.remove(gone.key(), gone));
            }
            assertThat(table.size()).as("seed " + seed).isEqualTo(model.size());
        }
        assertThat(table.all()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void equalTextInTwoSpacesIsTwoKeys() {
        table.add(new KeyState(new StateKey(1, "7")));

        assertThat(table.find(2, "7")).isNull();
        assertThat(table.find(1, "7")).isNotNull();
    }

    @Test
    void aKeyThatIsUsedStaysForAnotherRound() {
        IntStream.range(0, 10).forEach(i -> table.add(new KeyState(new StateKey(0, "k" + i))));
        table.evict(1, key -> true);
        assertThat(table.size()).as("all were used just now, but one must go").isEqualTo(9);

        String used = table.all().get(4).key().key();
        table.find(0, used);
        table.evict(8, key -> true);
        assertThat(table.all()).extracting(key -> key.key().key()).containsExactly(used);
    }

    @Test
    void whatMayNotLeaveStays() {
        IntStream.range(0, 10).forEach(i -> table.add(new KeyState(new StateKey(0, "k" + i))));
        table.evict(10, key -> !key.key().key().equals("k7"));

        assertThat(table.all()).extracting(key -> key.key().key()).containsExactly("k7");
    }
}
