package io.bellbuoy.deadletters.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTests {

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "a,        a,        ''",
        "'',       '',       ''",
        "'',       a,        +a",
        "a,        '',       -a",
        "abc,      axc,      ' a-b+x c'",
        "abc,      ac,       ' a-b c'",
        "ac,       abc,      ' a+b c'",
        "abcdefgh, abcdeXgh, '@2 c d e-f+X g h'",
        "aXb,      aYb,      ' a-X+Y b'",
        "abcd,     bcde,     '-a b c d+e'"
    })
    void linesThatDifferAreShownWithThoseAroundThem(String before, String after, String expected) {
        String shown = Difference.of(lines(before), lines(after)).lines().stream()
                .map(line -> switch (line.kind()) {
                    case SAME -> " " + line.text();
                    case REMOVED -> "-" + line.text();
                    case ADDED -> "+" + line.text();
                    case SKIPPED -> "@" + line.text().replaceAll("\\D", "");
                })
                .collect(Collectors.joining());
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void aTextHasASignBeforeEachLine() {
        assertThat(Difference.of(lines("abcdefgh"), lines("abcdeXgh")))
                .hasToString(String.join(
                        "\n", "@ 2 lines that are the same", "  c", "  d", "  e", "- f", "+ X", "  g", "  h"));
    }

    @Test
    void theOneMakesTheOther() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String before = randomLines(random);
            String after = randomLines(random);
            List<Difference.Line> lines = Difference.of(before, after).lines();
            long removed = lines.stream()
                    .filter(line -> line.kind() == Difference.Kind.REMOVED)
                    .count();
            long added = lines.stream()
                    .filter(line -> line.kind() == Difference.Kind.ADDED)
                    .count();
            assertThat(before.lines().count() - removed + added)
                    .isEqualTo(after.lines().count());
            String applied = applied(before, lines);
            assertThat(applied).isEqualTo(after);
        }
    }

    @Test
    void whatIsVeryLongIsReplacedAsAWhole() {
        String before = IntStream.range(0, 3000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 3000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        assertThat(Difference.of(before, after).lines()).hasSize(6000);
    }

    /** Goes along the difference, and takes from the text what is skipped. */
    private static String applied(String before, List<Difference.Line> lines) {
        List<String> old = before.lines().toList();
        if (lines.isEmpty()) {
            return before;
        }
        StringBuilder made = new StringBuilder();
        int at = 0;
        for (Difference.Line line : lines) {
            switch (line.kind()) {
                case SAME -> made.append(old.get(at++)).append('\n');
                case REMOVED -> assertThat(old.get(at++)).isEqualTo(line.text());
                case ADDED -> made.append(line.text()).append('\n');
                case SKIPPED -> {
                    for (int i = Integer.parseInt(line.text().replaceAll("\\D", "")); i > 0; i--) {
                        made.append(old.get(at++)).append('\n');
                    }
                }
            }
        }
        return made.toString();
    }

    private static String randomLines(Random random) {
        return random.ints(random.nextInt(15), 0, 4).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private static String lines(String letters) {
        return letters.chars().mapToObj(c -> Character.toString(c)).collect(Collectors.joining("\n"));
    }
}
