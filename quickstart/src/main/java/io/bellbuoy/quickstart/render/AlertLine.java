package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.console.Console;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Alerts and account actions as one line each: time (event time, UTC), severity, rule, key, message, status. */
public final class AlertLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<Severity, Colour> COLOURS = Map.of(
            Severity.LOW, Colour.CYAN,
            Severity.MEDIUM, Colour.YELLOW,
            Severity.HIGH, Colour.RED,
            Severity.CRITICAL, Colour.BRIGHT_RED);

    private AlertLine() {}

    /** An alert as a line. */
    public static String of(Alert alert, Console console) {
        Colour colour = COLOURS.get(alert.severity());
        String key = alert.key().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return "%s  %s  %s  %s  %s  %s"
                .formatted(
                        console.paint(Colour.DIM, time(alert.eventTime())),
                        console.paint(colour, pad(alert.severity().name(), 8)),
                        console.paint(Colour.BOLD, pad(Console.printable(alert.rule()), 18)),
                        Console.printable(key),
                        Console.printable(alert.message()),
                        console.paint(Colour.DIM, status(alert)));
    }

    /** A block or release as a line. */
    public static String of(AccountAction action, Console console) {
        boolean block = action.type() == ActionType.BLOCK;
        String until = action.until() == null ? "" : " until " + time(action.until());
        String reason = action.reason() == null ? "" : " " + action.reason();
        return "%s  %s  %s  accountId=%s %s"
                .formatted(
                        console.paint(Colour.DIM, time(action.since())),
                        console.paint(
                                block ? Colour.RED : Colour.GREEN,
                                pad(action.type().name(), 8)),
                        console.paint(Colour.BOLD, pad(Console.printable(action.rule()), 18)),
                        Console.printable(action.accountId()),
                        console.paint(Colour.DIM, "(" + (block ? "blocked" + until : "released" + reason) + ")"));
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String status(Alert alert) {
        return "(" + alert.status() + (alert.revision() > 1 ? " revision " + alert.revision() : "") + ")";
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
