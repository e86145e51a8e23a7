package io.bellbuoy.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of matches in the rules reference is true. */
class DocumentedPatternsTests {

    private static final String HEAD = "| steps | `skip` | events | matches |";

    /** A row, without the empty parts before its first and behind its last bar. */
    record Row(String steps, String skip, String events, String matches) {

        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[1].strip(), cells[2].strip().replace("`", ""), cells[3].strip(), cells[4].strip());
        }
    }

    static Stream<Row> rows() {
        try {
            List<String> lines = Files.readAllLines(Path.of("../docs/rules.md"));
            return lines.stream()
                    .skip(lines.indexOf(HEAD) + 2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(Row::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereAreExamples() {
        assertThat(rows()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void exampleMatchesAsItSays(Row row) {
        List<Event> events = Arrays.stream(row.events().split(" "))
                .map(id -> Trace.event(id.substring(0, 1), null, time(id), Integer.parseInt(id.substring(1))))
                .toList();

        assertThat(Trace.text(new Trace(events).through(spec(row)).matches()))
                .isEqualTo(row.matches().replace(", ", " | "));
    }

    private static long time(String id) {
        return Integer.parseInt(id.substring(1)) * Trace.MINUTE;
    }

    private static PatternSpec spec(Row row) {
        List<Step> steps = new ArrayList<>();
        for (String step : row.steps().split(", ")) {
            steps.add(step(step, steps.size()));
        }
        return PatternSpec.of(Duration.ofHours(1), steps.toArray(Step[]::new))
                .skip(Skip.valueOf(row.skip().toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Reads {@code a 2+ strict}, {@code b optional}, {@code b or c}, {@code not x} and {@code not b for 3m}. */
    private static Step step(String text, int place) {
        List<String> words = List.of(text.split(" "));
        if (words.get(0).equals("not")) {
            String where = "type == '" + words.get(1) + "'";
            int lasting = words.indexOf("for") + 1;
            return new Step.Absence(
                    new Step.Alternative("not" + place, where),
                    lasting == 0 ? null : Duration.parse("PT" + words.get(lasting)));
        }
        Step.Occurrence step = words.contains("or") ? Trace.anyOf(words.get(0), words.get(2)) : Trace.on(words.get(0));
        for (String word : words.subList(1, words.size())) {
            step = switch (word) {
                case "strict" -> step.strict();
                case "optional" -> step.asOptional();
                default -> Character.isDigit(word.charAt(0)) ? step.times(Trace.times(word)) : step;
            };
        }
        return step;
    }
}
