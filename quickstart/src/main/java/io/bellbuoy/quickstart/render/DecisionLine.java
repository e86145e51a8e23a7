package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.decision.DecisionPart;
import io.bellbuoy.events.decision.ListMatch;
import io.bellbuoy.events.decision.Outcome;
import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.console.Console;
import java.util.Map;
import java.util.stream.Collectors;

/** A decision as one line: time (event time, UTC), outcome, scorecard, key, event, score, the rules that hold, and the lists it is on. */
final class DecisionLine {

    private static final Map<Outcome, Colour> COLOURS = Map.of(
            Outcome.ALLOW, Colour.GREEN,
            Outcome.REVIEW, Colour.YELLOW,
            Outcome.BLOCK, Colour.RED);

    private DecisionLine() {}

    static String of(Decision decision, Console console) {
        String key = decision.key().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        String parts = decision.parts().stream()
                .filter(DecisionPart::holds)
                .map(part -> part.rule() + " " + part.weight().toPlainString())
                .collect(Collectors.joining(", "));
        String lists = decision.lists().stream()
                .map(DecisionLine::listed)
                .map(Console::printable)
                .collect(Collectors.joining());
        return "%s  %s  %s  %s  %s  score %s%s%s"
                .formatted(
                        console.paint(Colour.DIM, AlertLine.time(decision.eventTime())),
                        console.paint(
                                COLOURS.get(decision.outcome()),
                                AlertLine.pad(decision.outcome().name(), 8)),
                        console.paint(Colour.BOLD, AlertLine.pad(Console.printable(decision.scorecard()), 18)),
                        Console.printable(key),
                        Console.printable(decision.eventId()),
                        decision.score().toPlainString(),
                        console.paint(Colour.DIM, parts.isEmpty() ? "" : " (" + Console.printable(parts) + ")"),
                        lists);
    }

    private static String listed(ListMatch match) {
        return "  on " + match.list()
                + (match.reason() == null ? "" : ": " + match.reason())
                + (match.until() == null ? "" : ", until " + AlertLine.time(match.until()));
    }
}
