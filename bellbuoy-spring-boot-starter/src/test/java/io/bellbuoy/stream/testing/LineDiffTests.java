package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTests {

    @ParameterizedTest
    @CsvSource({
        "abc, abc, ''",
        "abc, ac,  -2 b",
        "ac,  abc, +2 b",
        "abc, axc, -2 b|+2 x",
        "'',  ab,  +1 a|+2 b",
        "ab,  '',  -1 a|-2 b",
        "abcd, bcde, -1 a|+4 e",
    })
    void fewestLinesAreTakenAwayAndAdded(String expected, String actual, String changes) {
        assertThat(String.join(
                        "|", LineDiff.of(letters(expected), letters(actual)).lines()))
                .isEqualTo(changes);
    }

    @Test
    void anOutputInPlaceOfAnotherIsSaidByTheFieldsThatDiffer() {
        List<String> expected = List.of(
                "{\"topic\":\"t\",\"key\":\"A\",\"value\":{\"n\":\"1\",\"rule\":\"r\"}}",
                "{\"topic\":\"t\",\"key\":\"A\",\"value\":{\"n\":\"2\",\"rule\":\"s\",\"at\":[1,2]}}",
                "{\"topic\":\"t\",\"key\":\"B\",\"value\":{\"n\":\"3\"}}",
                "{\"duplicate\":\"t\",\"line\":4}");
        List<String> actual = List.of(
                "{\"topic\":\"t\",\"key\":\"A\",\"value\":{\"n\":\"5\",\"rule\":\"s\",\"at\":[1,3]}}",
                "{\"topic\":\"t\",\"key\":\"A\",\"value\":{\"n\":\"5\",\"rule\":\"r\",\"new\":{\"a\":true}}}",
                "{\"topic\":\"u\",\"key\":\"B\",\"value\":{\"n\":\"3\"}}");

        assertThat(LineDiff.of(expected, actual).lines())
                .containsExactly(
                        "~1+2 t A",
                        "    value.n: \"1\" -> \"5\"",
                        "    value.new.a: nothing -> true",
                        "~2+1 t A",
                        "    value.n: \"2\" -> \"5\"",
                        "    value.at[1]: 2 -> 3",
                        "-3 " + expected.get(2),
                        "-4 " + expected.get(3),
                        "+3 " + actual.get(2));
    }

    @Test
    void aLineThatIsNoJsonIsComparedAsAWhole() {
        String output = "{\"topic\":\"t\",\"key\":\"A\",\"value\":{}}";

        assertThat(LineDiff.of(List.of("{\"topic\":\"t\",\"key\":\"A\""), List.of(output))
                        .lines())
                .containsExactly("-1 {\"topic\":\"t\",\"key\":\"A\"", "+1 " + output);
    }

    @Test
    void emptyLinesAtTheEndOfTheExpectedDoNotCount() {
        assertThat(LineDiff.of(List.of("a", "", " "), List.of("a")).isEmpty()).isTrue();
    }

    @Test
    void manyLinesThatAllDifferAreAllSaid() {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            expected.add("e" + i);
            actual.add("a" + i);
        }

        assertThat(LineDiff.of(expected, actual).lines())
                .hasSize(6_000)
                .startsWith("-1 e0")
                .endsWith("+3000 a2999");
    }

    @Test
    void changesTurnOneIntoTheOther() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> expected = letters(random, 12);
            List<String> actual = letters(random, 12);

            LineDiff diff = LineDiff.of(expected, actual);

            List<String> kept = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                if (!diff.lines().contains("-" + (i + 1) + " " + expected.get(i))) {
                    kept.add(expected.get(i));
                }
            }
            diff.lines().stream().filter(line -> line.startsWith("+")).forEach(line -> {
                String[] parts = line.substring(1).split(" ");
                kept.add(Integer.parseInt(parts[0]) - 1, parts[1]);
            });
            assertThat(kept).as("seed %d, round %d", seed, round).isEqualTo(actual);
        }
    }

    private static List<String> letters(Random random, int most) {
        return Stream.generate(() -> String.valueOf((char) ('a' + random.nextInt(3))))
                .limit(random.nextInt(most))
                .toList();
    }

    private static List<String> letters(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(""));
    }
}
