package io.bellbuoy.stream.reload;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.reload.RuleSource.TemporarilyUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a file says in force when its content has changed, all of it or nothing: if it cannot run, the rules before stay.
 * What was refused is not tried again until the file changes. Its content is compared, not its time, since a mounted ConfigMap
 * is replaced by switching a link. Thread-safe.
 */
public final class RuleReload {

    private static final Logger LOG = LoggerFactory.getLogger(RuleReload.class);

    private final Path file;
    private final RuleSource source;
    private final RulesInForce inForce;
    private final ReloadMonitor monitor;
    private final Clock clock;
    private byte[] seen;
    private boolean isRefused;
    private boolean failing;
    private volatile RulesStatus status;
    private volatile @Nullable Refusal lastRefusal;

    /**
     * @param started what the file said when the rules in force were made
     */
    public RuleReload(
            Path file, byte[] started, RuleSource source, RulesInForce inForce, ReloadMonitor monitor, Clock clock) {
        this.file = file;
        this.seen = started.clone();
        this.source = source;
        this.inForce = inForce;
        this.monitor = monitor;
        this.clock = clock;
        this.status = inForce(null);
        monitor.inForce(status.version());
    }

    private RulesStatus inForce(@Nullable String refused) {
        return new RulesStatus(inForce.plan().version(), clock.instant(), refused);
    }

    /** Where the rules stand. */
    public RulesStatus status() {
        return status;
    }

    /** The last content that was refused, though another may be in force by now; null if none was. */
    public @Nullable Refusal lastRefusal() {
        return lastRefusal;
    }

    /** Looks at the file, and acts if it has changed. Never throws. */
    public synchronized ReloadOutcome check() {
        return look(false);
    }

    /** The same, but what was refused is tried again: what it lacked outside the file may be there now. Never throws. */
    public synchronized ReloadOutcome retry() {
        return look(true);
    }

    private ReloadOutcome look(boolean anew) {
        ReloadOutcome outcome;
        try {
            byte[] content = Files.readAllBytes(file);
            outcome = Arrays.equals(content, seen) && !(anew && isRefused) ? again() : take(content);
        } catch (IOException e) {
            outcome = failed("The rules in " + file + " cannot be read: " + e, e);
        }
        if (outcome != ReloadOutcome.UNCHANGED) {
            monitor.reloaded(outcome);
        }
        return outcome;
    }

    /** The file is there again, as it was. */
    private ReloadOutcome again() {
        if (failing) {
            failing = false;
            String refused = isRefused && lastRefusal != null ? lastRefusal.reason() : null;
            status = new RulesStatus(status.version(), status.since(), refused);
        }
        return ReloadOutcome.UNCHANGED;
    }

    private ReloadOutcome take(byte[] content) {
        try {
            Plan next = source.compile(content);
            inForce.replace(next);
            failing = false;
            isRefused = false;
            seen = content;
            status = inForce(null);
            monitor.inForce(status.version());
            LOG.info("The rules in {} are in force: version {}", file, status.version());
            return ReloadOutcome.APPLIED;
        } catch (TemporarilyUnavailableException e) {
            return failed("The rules in " + file + " could not be put in force yet: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            return refused(content, e);
        }
    }

    private ReloadOutcome refused(byte[] content, RuntimeException e) {
        failing = false;
        isRefused = true;
        seen = content;
        String reason = String.valueOf(e.getMessage());
        status = new RulesStatus(status.version(), status.since(), reason);
        lastRefusal = new Refusal(clock.instant(), reason);
        LOG.error("The rules in {} are refused, version {} stays in force: {}", file, status.version(), reason);
        LOG.debug("The rules are refused", e);
        return ReloadOutcome.REFUSED;
    }

    private ReloadOutcome failed(String reason, Exception e) {
        if (!failing) {
            LOG.warn("{} Version {} stays in force; tried again", reason, status.version(), e);
        }
        failing = true;
        status = new RulesStatus(status.version(), status.since(), reason);
        return ReloadOutcome.FAILED;
    }
}
