package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.BareRecord;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events of one key as text: {@code "a b:5 - c"} is an a, a minute later a b with the amount 5, and two minutes after that a
 * c. An event's id is its type and its place from 1, pauses counted: a1, b2 and c4. Its time is the minute of that place.
 */
record Trace(List<Event> events) {

    static final Schema SCHEMA =
            new Schema(List.of(Field.of("type", FieldType.STRING), Field.of("amount", FieldType.DECIMAL)));

    static final long MINUTE = 60_000;

    static Trace of(String text) {
        List<Event> events = new ArrayList<>();
        String[] tokens = text.strip().split("\\s+");
        for (int i = 0; i < tokens.length; i++) {
            if (!tokens[i].equals("-") && !tokens[i].isEmpty()) {
                String[] parts = tokens[i].split(":");
                BigDecimal amount = parts.length > 1 ? new BigDecimal(parts[1]) : null;
                events.add(event(parts[0], amount, (i + 1) * MINUTE, i + 1));
            }
        }
        return new Trace(List.copyOf(events));
    }

    static Event event(String type, @Nullable BigDecimal amount, long time, int place) {
        return new Event("events", time, type + place, "key", new Object[] {type, amount}, new BareRecord(place));
    }

    static PatternMatcher matcher(PatternSpec spec) {
        return new PatternMatcher(PatternSource.of("rule 'test'", spec, "events", SCHEMA));
    }

    static Times times(String text) {
        return Times.parse("rule 'test'", "times", text);
    }

    static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** A step for events of the type that is its name. */
    static Step.Occurrence on(String type) {
        return Step.of(type, "type == '" + type + "'");
    }

    static Step.Occurrence on(String name, String where) {
        return Step.of(name, where);
    }

    static Step.Occurrence anyOf(String... types) {
        Step.Alternative[] alternatives = new Step.Alternative[types.length];
        for (int i = 0; i < types.length; i++) {
            alternatives[i] = new Step.Alternative(types[i], "type == '" + types[i] + "'");
        }
        return Step.anyOf(alternatives);
    }

    static Step.Absence no(String type) {
        return Step.not("no" + type.toUpperCase(), "type == '" + type + "'");
    }

    static Step.Absence no(String type, Duration lasting) {
        return Step.not("no" + type.toUpperCase(), "type == '" + type + "'", lasting);
    }

    /** What comes out when the events are followed by a watermark beyond all deadlines. */
    Results through(PatternSpec spec) {
        PatternMatcher matcher = matcher(spec);
        Results results = new Results(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        PatternState state = PatternState.EMPTY;
        for (Event event : events) {
            state = results.add(matcher.advance(state, event));
        }
        state = results.add(matcher.timeout(state, Long.MAX_VALUE - 1));
        if (!state.isEmpty()) {
            throw new AssertionError(state.size() + " partial matches are left behind the last watermark");
        }
        return results;
    }

    /** All that came out, in order. */
    record Results(List<Match> matches, List<Match> timeouts, List<Match> dropped) {

        PatternState add(Advance advance) {
            matches.addAll(advance.matches());
            timeouts.addAll(advance.timeouts());
            dropped.addAll(advance.dropped());
            return advance.state();
        }
    }

    static String text(List<Match> matches) {
        return matches.stream().map(Trace::text).collect(Collectors.joining(" | "));
    }

    private static String text(Match match) {
        return match.parts().stream().map(part -> part.event().id()).collect(Collectors.joining(" "));
    }
}
