package io.bellbuoy.stream.monitor;

import io.bellbuoy.engine.output.RuleObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what rules do, by name, since the process began: written by the consumer threads, read by whoever asks. Independent
 * of meters, of which some registries know the last interval alone. Thread-safe.
 */
public final class RuleTallies {

    private final LongSupplier nanos;
    private final Map<String, Adders> adders = new ConcurrentHashMap<>();

    /** @param nanos counts nanoseconds from anywhere, as {@code System::nanoTime}; times samples of what rules cost */
    public RuleTallies(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What a rule or feature did; {@link RuleTally#NONE} if nothing is known of it. */
    public RuleTally of(String name) {
        Adders found = adders.get(name);
        return found == null ? RuleTally.NONE : found.tally();
    }

    /** Counts, and passes on to another observer. */
    public RuleObserver before(RuleObserver next) {
        return new Counting(next);
    }

    private Adders adders(String name) {
        Adders found = adders.get(name);
        return found == null ? adders.computeIfAbsent(name, any -> new Adders()) : found;
    }

    private static final class Adders {

        private final LongAdder evaluations = new LongAdder();
        private final LongAdder matches = new LongAdder();
        private final LongAdder suppressed = new LongAdder();
        private final LongAdder snoozed = new LongAdder();
        private final LongAdder late = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder timed = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        RuleTally tally() {
            long samples = timed.sum();
            return new RuleTally(
                    evaluations.sum(),
                    matches.sum(),
                    suppressed.sum(),
                    snoozed.sum(),
                    late.sum(),
                    failures.sum(),
                    samples,
                    samples == 0 ? null : nanos.sum() / samples);
        }
    }

    private final class Counting implements RuleObserver {

        private final RuleObserver next;

        Counting(RuleObserver next) {
            this.next = next;
        }

        @Override
        public void evaluated(String rule, long times) {
            adders(rule).evaluations.add(times);
            next.evaluated(rule, times);
        }

        @Override
        public void matched(String rule) {
            adders(rule).matches.increment();
            next.matched(rule);
        }

        @Override
        public void suppressed(String rule) {
            adders(rule).suppressed.increment();
            next.suppressed(rule);
        }

        @Override
        public void snoozed(String rule) {
            adders(rule).snoozed.increment();
            next.snoozed(rule);
        }

        @Override
        public void dropped(String rule) {
            next.dropped(rule);
        }

        @Override
        public void shadowFailed(String rule) {
            adders(rule).failures.increment();
            next.shadowFailed(rule);
        }

        @Override
        public void late(String name) {
            adders(name).late.increment();
            next.late(name);
        }

        @Override
        public LongSupplier nanos() {
            return nanos;
        }

        @Override
        public void timed(String rule, long nanos) {
            Adders adders = adders(rule);
            adders.nanos.add(nanos);
            adders.timed.increment();
            next.timed(rule, nanos);
        }
    }
}
