package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.store.OpenLetters;
import io.bellbuoy.deadletters.store.OpenLetters.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was open when the database was asked last, so that whoever reads the meters waits for no database.
 * Thread-safe.
 */
final class OpenLetterWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLetterWatch.class);

    private final OpenLetters letters;
    private final Clock clock;
    private final Duration limit;
    private volatile @Nullable Backlog latest;
    private boolean wasTooOld;

    /**
     * A watch.
     *
     * @param limit how long a dead letter may be open
     */
    OpenLetterWatch(OpenLetters letters, Clock clock, Duration limit) {
        this.letters = letters;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public void run() {
        try {
            latest = letters.backlog();
            String alert = alert();
            if (alert != null && !wasTooOld) {
                LOG.warn("{}: redrive, park or discard it", alert);
            }
            wasTooOld = alert != null;
        } catch (RuntimeException e) {
            LOG.debug("The database does not say what is open; the meters show what it said before.", e);
        }
    }

    /** How many are open; NaN until the database has said so. */
    double open() {
        Backlog backlog = latest;
        return backlog == null ? Double.NaN : backlog.count();
    }

    /** How many are parked; NaN until the database has said so. */
    double parked() {
        Backlog backlog = latest;
        return backlog == null ? Double.NaN : backlog.parked();
    }

    /** How long a dead letter may be open, in seconds. */
    double limit() {
        return limit.toMillis() / 1000.0;
    }

    /** What is to be told of the oldest; null while it is not too old, or nothing is known. */
    @Nullable
    String alert() {
        Backlog backlog = latest;
        Instant oldest = backlog == null ? null : backlog.oldest();
        if (oldest == null || !oldest.plus(limit).isBefore(clock.instant())) {
            return null;
        }
        return "The oldest open dead letter was written at " + oldest + ", longer ago than monitor.oldest of " + limit;
    }

    /** The age of the oldest in seconds; 0 if none is open, NaN until the database has said so. */
    double oldestAge() {
        Backlog backlog = latest;
        if (backlog == null) {
            return Double.NaN;
        }
        Instant oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }
}
