package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.condition.Estimate;
import io.bellbuoy.engine.condition.Guard;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts out, before the rules of a stream are asked one by one, those for which an event can mean nothing: it did not count
 * for them, or a guard of their condition does not hold. Each value that guards are on is read once, and only while a rule
 * is left that has one on it; so what a rule costs that has nothing to say is next to nothing. This is the predicate index
 * of publish/subscribe systems (Fabret et al., "Filtering algorithms and implementation for very fast publish/subscribe
 * systems", SIGMOD 2001). Reused from event to event; single-threaded.
 *
 * <p>Only rules are sorted out of which neither state nor output would tell that they were asked. Their guards read nothing
 * that may fail, so no failure is hidden either.
 */
final class Sieve {

    private final RuleRun[] rules;
    private final Counting counting;
    private final Audience[] audiences;
    private final Layer[] layers;
    /** By the position of a rule; null for those of which guards say all. */
    private final @Nullable NearNumbers[] estimates;

    private final long[] all;
    private final long[] left;

    /** The rules that are shown the same events: those that count into one state, or all that come. */
    private static final class Audience {

        /** The position of the state; -1 for rules without one. */
        private final int shared;
        /** All rules but these. */
        private final long[] others;

        private final List<RuleRun> rules = new ArrayList<>();
        private long events;

        Audience(int shared, long[] all) {
            this.shared = shared;
            this.others = all.clone();
        }

        void count() {
            rules.forEach(rule -> rule.countSifted(events));
            events = 0;
        }
    }

    /** A value and the guards on it. */
    private record Layer(GuardedValue value, Mesh mesh) {}

    Sieve(List<RuleRun> rules, Counting counting, Turn turn) {
        this.rules = rules.toArray(RuleRun[]::new);
        this.counting = counting;
        this.all = new long[Mesh.words(rules.size())];
        this.left = new long[all.length];
        for (int i = 0; i < this.rules.length; i++) {
            Mesh.set(all, i);
        }
        this.audiences = audiences();
        this.layers = layers(turn);
        this.estimates = rules.stream().map(rule -> estimate(rule, turn)).toArray(NearNumbers[]::new);
    }

    private @Nullable NearNumbers estimate(RuleRun rule, Turn turn) {
        Estimate estimate = rule.isSilentUnlessItHolds() ? rule.plan().estimate() : null;
        return estimate == null ? null : new NearNumbers(rule.plan(), estimate, counting, turn);
    }

    private Audience[] audiences() {
        Map<Integer, Audience> audiences = new TreeMap<>();
        for (int i = 0; i < rules.length; i++) {
            Measure measure = rules[i].plan().measure();
            Audience audience = audiences.computeIfAbsent(
                    measure == null ? -1 : measure.shared(), shared -> new Audience(shared, all));
            Mesh.remove(audience.others, i);
            audience.rules.add(rules[i]);
        }
        return audiences.values().toArray(Audience[]::new);
    }

    private Layer[] layers(Turn turn) {
        Map<Object, GuardedValue> values = new LinkedHashMap<>();
        Map<Object, Map<Integer, List<Guard>>> guards = new HashMap<>();
        for (int i = 0; i < rules.length; i++) {
            RulePlan plan = rules[i].plan();
            for (Guard guard : rules[i].isSilentUnlessItHolds() ? plan.guards() : List.<Guard>of()) {
                Object identity = GuardedValue.identity(plan, guard);
                values.computeIfAbsent(identity, any -> GuardedValue.of(plan, guard, counting, turn));
                guards.computeIfAbsent(identity, any -> new TreeMap<>())
                        .computeIfAbsent(i, any -> new ArrayList<>())
                        .add(guard);
            }
        }
        return values.keySet().stream()
                .map(identity -> new Layer(values.get(identity), Mesh.of(guards.get(identity), rules.length)))
                .sorted(Comparator.comparingInt(layer -> layer.value().rank()))
                .toArray(Layer[]::new);
    }

    /** Sifts the rules for an event that has been counted and is late for none of them. */
    void sift(Event event) {
        System.arraycopy(all, 0, left, 0, all.length);
        for (Audience audience : audiences) {
            if (audience.shared < 0 || counting.under(audience.shared) != null) {
                audience.events++;
            } else {
                Mesh.retain(left, audience.others);
            }
        }
        for (Layer layer : layers) {
            if (layer.mesh().concerns(left)) {
                layer.value().sift(event, layer.mesh(), left);
            }
        }
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            NearNumbers estimate = estimates[i];
            if (estimate != null && estimate.refute(event)) {
                Mesh.remove(left, i);
            }
        }
    }

    /** Counts as evaluations the events for which rules were sorted out. */
    void count() {
        for (Audience audience : audiences) {
            audience.count();
        }
    }

    /** The first rule from a position on that is left; -1 if there is none. They are in the order of declaration. */
    int next(int from) {
        int word = from / Long.SIZE;
        if (word >= left.length) {
            return -1;
        }
        long bits = left[word] & -1L << from;
        while (bits == 0) {
            if (++word == left.length) {
                return -1;
            }
            bits = left[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }
}
