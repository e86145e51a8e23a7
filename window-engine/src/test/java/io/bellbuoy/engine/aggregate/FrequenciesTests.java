package io.bellbuoy.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequenciesTests {

    private record Occurrence(Object value, long time) {}

    @ParameterizedTest(name = "top {1} of {0} is {2}")
    @CsvSource({
        "DE FR DE, 3, 'DE=2, FR=1'",
        "DE FR DE, 1, 'DE=2'",
        "FR DE NL DE FR, 2, 'DE=2, FR=2'",
        "1 1.0 2.50, 5, '1=2, 2.5=1'",
    })
    void theMostFrequentComeFirstAndTiesAreInTheOrderOfTheText(String values, int size, String expected) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (String value : values.split(" ")) {
            occurrences.add(
                    new Occurrence(value.matches("[A-Z]+") ? value : new BigDecimal(value), occurrences.size()));
        }

        assertThat(frequencies(occurrences).topText(size)).isEqualTo(expected);
    }

    @Test
    void upToTheBoundTheyAreExact() {
        Frequencies frequencies = frequencies(different(Frequencies.EXACT_LIMIT));

        assertThat(frequencies.isEstimate()).isFalse();
        assertThat(frequencies.top(Frequencies.EXACT_LIMIT)).hasSize(Frequencies.EXACT_LIMIT);
        assertThat(frequencies.topText(2)).isEqualTo("v0=1, v1=1");
    }

    @Test
    void theSampleIsOfTheLowestLevelThatFits() {
        Frequencies frequencies = frequencies(different(Frequencies.EXACT_LIMIT + 1));

        assertThat(frequencies.isEstimate()).isTrue();
        assertThat(frequencies.top(1).get(0).count())
                .as("one occurrence stands for two")
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void beyondItTheFrequentOnesAreNearAndTheSameForAnyOrderAndGrouping(long seed) {
        Random random = Cases.random(seed);
        List<Occurrence> occurrences = different(5_000);
        for (int i = 0; i < 3_000; i++) {
            occurrences.add(new Occurrence("often", seed * 1_000_000 + i * 7L));
            occurrences.add(new Occurrence(i % 2 == 0 ? "half" : "other", seed * 1_000_000 + i * 11L));
        }
        Frequencies inOrder = frequencies(occurrences);
        assertThat(inOrder.isEstimate()).isTrue();
        assertThat(inOrder.top(1).get(0).value()).as("seed %s", seed).isEqualTo("often");
        assertThat(inOrder.top(1).get(0).count()).as("seed %s", seed).isBetween(2_200L, 3_800L);
        assertThat(inOrder.top(3))
                .as("seed %s", seed)
                .extracting(Frequencies.Frequency::value)
                .containsExactlyInAnyOrder("often", "half", "other");
        assertThat(inOrder.topText(1)).startsWith("often~");
        for (int i = 0; i < 4; i++) {
            Collections.shuffle(occurrences, random);
            int cut = 1 + random.nextInt(occurrences.size() - 1);
            Frequencies left = frequencies(occurrences.subList(0, cut));
            Frequencies right = stored(frequencies(occurrences.subList(cut, occurrences.size())));
            assertThat(hex(left.merge(right))).as("seed %s", seed).isEqualTo(hex(inOrder));
            assertThat(hex(right.merge(left))).as("seed %s", seed).isEqualTo(hex(inOrder));
        }
    }

    @Test
    void theirBytesAreSpeltOut() {
        Frequencies frequencies = frequencies(List.of(
                new Occurrence("DE", 1), new Occurrence("DE", 1), new Occurrence("FR", 2), new Occurrence("DE", 3)));

        assertThat(hex(frequencies))
                .isEqualTo("00" + "02" // level 0, 2 values
                        + "024445" + "02" + "02"
                        + "01" // DE: twice in the sample of level 0 alone, once in that of level 1 too
                        + "024652" + "01" + "01"); // FR: once
        assertThat(stored(frequencies).topText(2)).isEqualTo("DE=3, FR=1");
    }

    private static List<Occurrence> different(int count) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            occurrences.add(new Occurrence("v" + i, i * 1_000L));
        }
        return occurrences;
    }

    private static Frequencies frequencies(List<Occurrence> occurrences) {
        List<Frequencies> parts = new ArrayList<>();
        occurrences.forEach(occurrence -> parts.add(Frequencies.of(occurrence.value(), occurrence.time())));
        while (parts.size() > 1) {
            Frequencies last = parts.remove(parts.size() - 1);
            int other = parts.size() / 2;
            parts.set(other, parts.get(other).merge(last));
        }
        return parts.get(0);
    }

    private static Frequencies stored(Frequencies frequencies) {
        return (Frequencies) Accumulator.FREQUENCIES.read(new StateInput(bytes(frequencies)));
    }

    private static String hex(Frequencies frequencies) {
        return HexFormat.of().formatHex(bytes(frequencies));
    }

    private static byte[] bytes(Frequencies frequencies) {
        StateOutput out = new StateOutput();
        Accumulator.FREQUENCIES.write(frequencies, out);
        return out.toByteArray();
    }
}
