package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.detector.Detector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the rules of a YAML file on events, without a broker: decoder, engine and outgoing records are those of the
 * runtime, on one partition. The same rules and events give the same lines, ids included.
 *
 * <p><b>Events</b> are lines of JSON, each the value of a record; empty lines are skipped. Fields of the kit's own may
 * stand in them: {@code _stream}, the name of the stream, needed if there are several, and first in its line if that is
 * to be no valid JSON; {@code _key}, the record key, by default the value of the stream's key field; {@code _timestamp},
 * the record's timestamp in ISO-8601, by default the event's time if it is in the event, else the newest timestamp so
 * far. A line {@code {"_watermark": "2026-01-02T03:04:05Z"}} is no event: it moves the watermark of every stream, or of
 * that in {@code _stream}. A line {@code {"_stream": "accounts", "_delete": "A"}} deletes the entry of a key from a table. A line {@code {"_list": "stolen", "value": "c1", "reason": "..."}} puts an
 * entry on a list with a topic, {@code {"_unlist": "stolen", "_key": "c1"}} takes it off. The clock shows the newest timestamp. After the last line the watermark moves 400 days on, so
 * that windows close and blocks expire.
 *
 * <p><b>Outputs</b> are lines of JSON in the order in which they would be sent: {@code topic}, {@code key} and {@code
 * value} of alerts, actions and published values; {@code topic}, {@code key}, {@code line} and the reason of dead letters
 * and late events; {@code duplicate}, the stream, and {@code line} of dropped duplicates. Offsets in them are numbers of
 * lines of the events, from 1.
 */
public final class RuleTester {

    private final RuleFile file;

    /** @param file the rules */
    public RuleTester(RuleFile file) {
        this.file = file;
    }

    /**
     * A tester of the rules in a YAML file.
     *
     * @throws RuleFileException if a declaration is wrong
     */
    public static RuleTester of(Path rules) {
        return new RuleTester(RuleFile.read(rules));
    }

    /** As {@link #of(Path)}, with detectors beside the rules. */
    public static RuleTester of(Path rules, List<? extends Detector<?>> detectors) {
        return of(rules, detectors, List.of());
    }

    /** As {@link #of(Path)}, with detectors beside the rules, and aggregates that the rules use by their names. */
    public static RuleTester of(
            Path rules, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        return new RuleTester(RuleFile.read(rules, detectors, aggregates));
    }

    /**
     * Runs the rules on the lines of a file, from an empty state.
     *
     * @return the outputs, one a line
     * @throws EventFileException if a line names no declared stream, or a field of the kit's own is malformed
     * @throws UncheckedIOException if the file cannot be read
     */
    public List<String> run(Path events) {
        return run(lines(events));
    }

    /** As {@link #run(Path)}, of lines. */
    public List<String> run(List<String> events) {
        RuleRun run = new RuleRun(file);
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).isBlank()) {
                run.take(EventLine.of(i + 1, events.get(i)));
            }
        }
        run.end();
        return run.lines();
    }

    /**
     * Runs the rules on the events of a file and compares with the outputs expected in another.
     *
     * @throws AssertionError if they differ; its message is their {@link LineDiff}
     */
    public void assertOutputs(Path events, Path expected) {
        LineDiff diff = LineDiff.of(lines(expected), run(events));
        if (!diff.isEmpty()) {
            throw new AssertionError(
                    "The outputs of " + events + " are not those of " + expected + ":" + System.lineSeparator() + diff);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }
}
