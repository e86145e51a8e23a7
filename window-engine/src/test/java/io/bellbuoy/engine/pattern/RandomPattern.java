package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.pattern.PatternBruteForce.Part;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Step.Contiguity;
import io.bellbuoy.engine.rule.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A random pattern over events of the types a, b, c and x, for {@link PatternBruteForce} and as a declaration. */
final class RandomPattern {

    private static final List<String> TYPES = List.of("a", "b", "c");

    private final Random random;
    private final List<Part> parts = new ArrayList<>();
    private final long within;
    private final long lasting;
    private final Skip skip;

    RandomPattern(Random random) {
        this.random = random;
        int size = 1 + random.nextInt(3);
        lasting = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
        for (int i = 0; i < size; i++) {
            parts.add(part(i, size));
        }
        // A condition refers to a name, which stands for one alternative.
        parts.replaceAll(part -> isReferredTo(parts.indexOf(part)) ? part.ofOneType() : part);
        within = 1 + random.nextInt(12);
        skip = Skip.values()[random.nextInt(3)];
    }

    private Part part(int step, int size) {
        boolean isLast = step == size - 1;
        boolean behindAbsence = step > 0 && !parts.get(step - 1).absentBehind().isEmpty();
        boolean absence = isLast ? lasting > 0 : random.nextInt(4) == 0;
        int min = random.nextInt(3) == 0 ? 2 : 1;
        int max = random.nextInt(3) == 0 ? min + random.nextInt(2) : min;
        Times times = new Times(min, random.nextInt(4) == 0 ? Times.UNBOUNDED : max);
        boolean strict = !behindAbsence && (step > 0 || times.max() > 1) && random.nextInt(4) == 0;
        return new Part(
                random.nextInt(3) == 0 ? List.of(type(), "x") : List.of(type()),
                strict,
                times,
                !isLast && random.nextInt(4) == 0,
                step > 0 && random.nextInt(4) == 0 ? random.nextInt(step) : -1,
                Reference.Kind.values()[random.nextInt(3)],
                absence ? List.of(type()) : List.of());
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private boolean isReferredTo(int step) {
        return parts.stream().anyMatch(part -> part.above() == step);
    }

    /** The type of another event; now and then one that few steps take. */
    String anyType() {
        return random.nextInt(8) == 0 ? "x" : type();
    }

    List<Part> parts() {
        return parts;
    }

    /** The matches and the partial matches out of time, in order. */
    List<List<String>> expected(List<Event> events) {
        return new PatternBruteForce(parts, within, lasting, skip, events).results();
    }

    /** @param streamOf the stream of the events of a type; null: the rule's */
    PatternSpec spec(Function<String, @Nullable String> streamOf) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            steps.add(new Step.Occurrence(
                    alternatives(i, streamOf),
                    part.strict() ? Contiguity.STRICT : Contiguity.RELAXED,
                    part.times(),
                    part.optional()));
            for (String type : part.absentBehind()) {
                boolean atEnd = i == parts.size() - 1;
                steps.add(new Step.Absence(
                        new Step.Alternative("not" + i, streamOf.apply(type), "type == '" + type + "'"),
                        atEnd ? Duration.ofMillis(lasting) : null));
            }
        }
        return new PatternSpec(steps, Duration.ofMillis(within), skip, 1_000, null);
    }

    private List<Step.Alternative> alternatives(int step, Function<String, @Nullable String> streamOf) {
        Part part = parts.get(step);
        List<Step.Alternative> alternatives = new ArrayList<>();
        for (String type : part.types()) {
            String where = "type == '" + type + "'";
            if (part.above() >= 0) {
                where += " && amount > step" + part.above() + asked(part.asks());
            }
            String name = "step" + step + (alternatives.isEmpty() ? "" : "or" + alternatives.size());
            alternatives.add(new Step.Alternative(name, streamOf.apply(type), where));
        }
        return alternatives;
    }

    private static String asked(Reference.Kind kind) {
        return switch (kind) {
            case LAST -> ".amount";
            case FIRST -> ".first.amount";
            case COUNT -> ".count";
        };
    }

    @Override
    public String toString() {
        return parts + ", within " + within + ", lasting " + lasting + ", " + skip;
    }
}
