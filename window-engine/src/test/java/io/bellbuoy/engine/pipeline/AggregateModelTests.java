package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.CalendarUnit;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every aggregate over every kind of window: random payments in random order, with copies and crashes, against the list of the
 * payments of each window.
 */
class AggregateModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.ofEpochMilli(1_000_000_000);
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
    private static final Duration SIZE = Duration.ofSeconds(45);

    static LongStream seeds() {
        return CASES.seeds(100);
    }

    /** An aggregate and what it means. */
    private record Known(String call, Function<List<Payment>, @Nullable Object> meaning) {}

    private static final List<Known> AGGREGATES = Stream.of(
                    "count()",
                    "sum(amount)",
                    "avg(amount)",
                    "min(amount)",
                    "max(amount)",
                    "stddev(amount)",
                    "distinct(kind)",
                    "first(kind)",
                    "last(kind)",
                    "first(amount)",
                    "last(card)",
                    "quantile(amount, 0.5)",
                    "topk(kind, 2)",
                    "topk(amount, 2)")
            .map(call -> new Known(call, mine -> BruteForce.aggregate(call, mine)))
            .toList();
    /** Those of windows of one size. */
    private static final List<Known> RATES = List.of(
            new Known("rate()", mine -> BigDecimal.valueOf(mine.size()).divide(BigDecimal.valueOf(45), DIGITS)),
            new Known("rate(amount)", mine -> sum(mine).divide(BigDecimal.valueOf(45), DIGITS)));

    private static BigDecimal sum(List<Payment> mine) {
        return mine.stream().map(Payment::amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a window publishes is of the payments between its bounds, whatever made it end there. */
    private static final Map<String, WindowSpec> WINDOWS = Map.of(
            "tumbling", WindowSpec.tumbling(SIZE),
            "sliding", WindowSpec.sliding(SIZE, Duration.ofSeconds(15)),
            "calendar",
                    new WindowSpec.Calendar(
                            CalendarUnit.HOUR, 1, 1, ZoneId.of("Africa/Monrovia"), Duration.ofMinutes(14)),
            "session", WindowSpec.session(Duration.ofSeconds(4)),
            "global", new WindowSpec.Global(new Trigger.Every(Duration.ofSeconds(20)), true, Duration.ofMinutes(1)),
            "trailing", WindowSpec.trailing(SIZE));

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aggregatesAreThoseOfTheListOfPayments(long seed) {
        Random random = CASES.begin(seed, 0);
        List<Payment> arriving = Payment.shuffled(Payment.random(random), random);
        Map<String, Known> known = new LinkedHashMap<>();
        List<FeatureSpec> features = new ArrayList<>();
        new TreeMap<>(WINDOWS).forEach((kind, window) -> {
            List<Known> calls = new ArrayList<>(AGGREGATES);
            if (List.of("tumbling", "sliding", "trailing").contains(kind)) {
                calls.addAll(RATES);
            }
            for (Known call : calls) {
                String name = kind + known.size();
                known.put(name, call);
                features.add(feature(name, window, call.call()));
            }
        });
        PipelineTester tester = PipelineTester.of(new RuleSet("model", List.of(Payment.stream()), features, List.of()));
        Batches.send(arriving, tester, random);
        tester.watermark(FAR_BEYOND);

        List<Payment> counted = arriving.stream().distinct().toList();
        Set<String> compared = new TreeSet<>();
        for (Output.Values values : tester.outputs().values()) {
            for (var entry : values.values().entrySet()) {
                Known call = Objects.requireNonNull(known.get(entry.getKey()));
                List<Payment> content = content(counted, values);
                assertThat(DatedAggregates.text(entry.getValue()))
                        .as("%s of %s, %s, seed %s", call.call(), entry.getKey(), values, seed)
                        .isEqualTo(DatedAggregates.text(call.meaning().apply(content)));
                compared.add(entry.getKey());
            }
        }
        assertThat(compared).as("seed %s", seed).isEqualTo(new TreeSet<>(known.keySet()));
        assertThat(tester.stateEntries()).as("entries left, seed %s", seed).isZero();
    }

    private static FeatureSpec feature(String name, WindowSpec window, String call) {
        return new FeatureSpec(
                name,
                "payments",
                List.of("account"),
                null,
                window,
                call,
                window.closes() ? Evaluate.ON_ARRIVAL : Evaluate.AT_WATERMARK,
                window.closes() ? Emit.ON_CLOSE : Emit.EVERY_UPDATE,
                Duration.ZERO,
                "values-" + name);
    }

    /** For a closed window all of it; for an event those up to it, at the watermark in the order of time, then id. */
    private static List<Payment> content(List<Payment> counted, Output.Values values) {
        return counted.stream()
                .filter(one -> one.account().equals(values.recordKey()))
                .filter(one -> {
                    long time = one.time();
                    return values.window() != null
                            ? time >= values.window().start()
                                    && time < values.window().end()
                            : time > values.eventTime() - SIZE.toMillis()
                                    && (time < values.eventTime()
                                            || time == values.eventTime()
                                                    && one.id().compareTo(values.eventId()) <= 0);
                })
                .toList();
    }
}
