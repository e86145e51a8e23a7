package io.bellbuoy.quickstart.replay;

import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a file into a topic: rows in the file's order, at the pace of their time, the record timestamp the event's time, and
 * at the end a watermark record in every partition. Rows that cannot become events are reported, counted and left out.
 */
public final class Replay {

    private static final int REPORTED_ROWS = 20;

    private final ReplaySettings settings;
    private final Console console;
    private long sent;
    private long skipped;
    private @Nullable Instant latest;

    public Replay(ReplaySettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * What a replay did.
     *
     * @param sent events sent
     * @param skipped rows left out
     * @param watermark the final watermark; null if no event was sent or it was told to stop before the end
     */
    public record Result(long sent, long skipped, @Nullable Instant watermark) {}

    /** Feeds the whole file, or as much as is wanted, until it is told to stop. Call once. */
    public Result run(BooleanSupplier stop) {
        try (Topics topics = Topics.open(settings.bootstrapServers());
                RowSource rows = settings.file().open()) {
            settings.mapping().requireFits(rows.columns(), List.of(settings.keyField(), settings.timeField()));
            topics.requireReachable();
            if (settings.partitions() != null) {
                topics.createMissing(settings.topic(), settings.partitions());
            }
            topics.require(settings.topic());
            return feed(rows, stop);
        } catch (IOException e) {
            throw new Problem("The file " + settings.file().path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Result feed(RowSource rows, BooleanSupplier stop) throws IOException {
        try (Feeder feeder = Feeder.open(settings.bootstrapServers());
                Progress progress = Progress.of(console, "sent", settings.limit() == null ? 0 : settings.limit())) {
            EventPace pace = new EventPace(settings.speed());
            Events events = new Events(settings);
            while (!stop.getAsBoolean() && !isFull() && step(rows, events, e -> send(e, feeder, pace, stop))) {
                progress.at(sent);
            }
            return end(feeder, stop);
        }
    }

    /** Takes one row; false at the end of the file. */
    private boolean step(RowSource rows, Events events, Consumer<Events.Event> sink) throws IOException {
        try {
            Row row = rows.next();
            if (row == null) {
                return false;
            }
            sink.accept(events.of(row));
        } catch (BadRow bad) {
            report(bad);
        }
        return true;
    }

    private void report(BadRow bad) {
        skipped++;
        if (skipped <= REPORTED_ROWS) {
            console.problem(
                    settings.file().path().getFileName() + ":" + bad.line() + ": left out: " + bad.getMessage());
        }
        if (skipped == REPORTED_ROWS) {
            console.problem("Further rows that are left out are only counted.");
        }
    }

    private void send(Events.Event event, Feeder feeder, EventPace pace, BooleanSupplier stop) {
        pace.await(event.time(), stop);
        feeder.send(settings.topic(), event.key(), event.value(), event.time());
        sent++;
        if (latest == null || event.time().isAfter(latest)) {
            latest = event.time();
        }
    }

    private Result end(Feeder feeder, BooleanSupplier stop) {
        Instant watermark = null;
        if (latest != null && !stop.getAsBoolean()) {
            // A millisecond on: a watermark says that no event at or before its time is to come.
            watermark = latest.plusMillis(1).plus(settings.watermarkAfter());
            feeder.sendWatermarks(settings.topic(), watermark);
        }
        feeder.flush();
        return new Result(sent, skipped, watermark);
    }

    private boolean isFull() {
        return settings.limit() != null && sent + skipped >= settings.limit();
    }
}
