package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.state.CellType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pattern, compiled to a nondeterministic automaton whose runs are the partial matches of a key (after SASE+). Immutable
 * and thread-safe: all that changes is in the {@link PatternState} that goes in and comes out.
 *
 * <p>The events of a key come in the order of their time; events of the same time in an order that the caller keeps to. A
 * watermark w says that all events before w have come. Results depend on the events alone, not on how often or when
 * {@link #timeout} is called between them.
 */
public final class PatternMatcher {

    private final Automaton automaton;
    private final Skip skip;
    private final int limit;

    /**
     * Compiles a pattern.
     *
     * @throws io.bellbuoy.engine.rule.RuleException if a step has the name of a field, or can never take an event
     * @throws io.bellbuoy.engine.condition.ExpressionException if a condition is refused, as one with an unknown field or
     *     a reference to a step that is not an earlier one
     */
    public PatternMatcher(PatternSource source) {
        automaton = new Automaton(source);
        skip = source.spec().skip();
        limit = source.spec().maxPartialMatches();
    }

    /**
     * Takes the next event of a key.
     *
     * @throws io.bellbuoy.engine.condition.EvaluationException if a condition fails; the state given still holds
     */
    public Advance advance(PatternState state, Event event) {
        Turn turn = new Turn(state.partials());
        turn.expire(event.time());
        long sequence = turn.partials.isEmpty() ? 0 : state.next();
        boolean taken = turn.take(event, automaton.taken(event, sequence));
        return turn.result(state, taken ? sequence + 1 : sequence);
    }

    /** Ends what is over at a watermark, milliseconds since the epoch, UTC: absences that lasted, partial matches out of time. */
    public Advance timeout(PatternState state, long watermark) {
        Turn turn = new Turn(state.partials());
        turn.expire(watermark);
        return turn.result(state, state.next());
    }

    /** The first watermark at which {@link #timeout} does something, or {@link CellType#NEVER}. */
    public long wakeAt(PatternState state) {
        return state.partials().stream().mapToLong(automaton::deadline).min().orElse(CellType.NEVER);
    }

    /** What is asked of a match, and what is shown of it. */
    public MatchValues values() {
        return automaton.values();
    }

    /** The positions of the fields that are read of the events of a stream. */
    public BitSet reads(String stream) {
        return (BitSet) automaton.reads(stream).clone();
    }

    /** A text of the fields that stored partial matches keep: one with others cannot be read. */
    public String kept() {
        return automaton.kept().entrySet().stream()
                .map(entry -> entry.getKey() + Arrays.toString(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether an event may make a difference to some key: be taken, violate an absence, or come between strict steps.
     *
     * @throws io.bellbuoy.engine.condition.EvaluationException if a condition fails
     */
    public boolean mayConcern(Event event) {
        return automaton.mayConcern(event);
    }

    private Match match(PartialMatch partial, long at) {
        return automaton.match(partial, at);
    }

    /** One call: the partial matches as they change, and what comes out. */
    private final class Turn {

        private List<PartialMatch> partials;
        private final List<Match> matches = new ArrayList<>();
        private final List<Match> timeouts = new ArrayList<>();
        private final List<Match> dropped = new ArrayList<>();

        Turn(List<PartialMatch> partials) {
            this.partials = partials;
        }

        Advance result(PatternState before, long next) {
            return new Advance(before.with(next, partials), matches, timeouts, dropped);
        }

        void expire(long watermark) {
            List<PartialMatch> due = partials.stream()
                    .filter(partial -> automaton.deadline(partial) <= watermark)
                    .sorted(Comparator.comparingLong(automaton::deadline))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            partials = new ArrayList<>(partials);
            for (PartialMatch partial : due) {
                if (partials.removeIf(other -> other == partial)) {
                    settle(partial);
                }
            }
        }

        private void settle(PartialMatch partial) {
            if (automaton.waits(partial)) {
                Match match = match(partial, automaton.deadline(partial));
                matches.add(match);
                partials.removeIf(other -> isEndedBy(match, other));
            } else if (!automaton.isComplete(partial)) {
                timeouts.add(match(partial, automaton.deadline(partial)));
            }
        }

        private boolean isEndedBy(Match match, PartialMatch other) {
            return switch (skip) {
                case PAST_LAST -> other.first().sequence() <= match.last().sequence();
                case TO_NEXT -> other.first().sequence() == match.first().sequence();
                case NONE -> false;
            };
        }

        /** Whether any partial match took the event. */
        boolean take(Event event, TakenEvent taken) {
            List<PartialMatch> before = partials;
            partials = new ArrayList<>(before.size() + 1);
            int matched = matches.size();
            for (PartialMatch partial : before) {
                if (!isEnded(partial, matched)) {
                    follow(partial, event, taken, matched);
                }
            }
            begin(event, taken, matched);
            while (partials.size() > limit) {
                dropped.add(match(partials.remove(0), event.time()));
            }
            return partials.stream().anyMatch(partial -> partial.last().event() == taken);
        }

        /** Whether a match of this very event has ended a partial match. */
        private boolean isEnded(PartialMatch partial, int matched) {
            return matches.subList(matched, matches.size()).stream().anyMatch(match -> isEndedBy(match, partial));
        }

        private void follow(PartialMatch partial, Event event, TakenEvent taken, int matched) {
            boolean took = false;
            boolean inTime = event.time() < automaton.end(partial.first());
            for (int target = automaton.stage(partial); inTime && target < automaton.size(); target++) {
                int name = automaton.canTake(partial, target)
                        ? automaton.stage(target).accept(event, partial.last())
                        : -1;
                if (name >= 0) {
                    took = true;
                    add(automaton.taking(partial, target, name, taken), event.time(), matched);
                }
            }
            if (took) {
                return;
            }
            PartialMatch skipped = automaton.skipped(partial, event);
            if (automaton.canGoOn(skipped, event.time())) {
                partials.add(skipped);
            }
        }

        private void begin(Event event, TakenEvent taken, int matched) {
            for (int target = 0; target <= automaton.reach(0); target++) {
                int name = automaton.stage(target).accept(event, null);
                if (name >= 0) {
                    add(automaton.taking(null, target, name, taken), event.time(), matched);
                }
            }
        }

        private void add(PartialMatch partial, long time, int matched) {
            if (isEnded(partial, matched)) {
                return;
            }
            if (automaton.matches(partial)) {
                Match match = match(partial, time);
                matches.add(match);
                partials.removeIf(other -> isEndedBy(match, other));
            }
            if (!isEnded(partial, matched) && automaton.canGoOn(partial, time)) {
                partials.add(partial);
            }
        }
    }
}
