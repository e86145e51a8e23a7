package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Aggregates that look at more than the values: random payments in random order, with copies and crashes, against the
 * list of the payments of each window.
 */
class AggregateModelTests {

    private static final Instant FAR_BEYOND = Instant.ofEpochMilli(1_000_000_000);
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
    private static final Duration SIZE = Duration.ofSeconds(45);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("test.cases", 60));
    }

    /** An aggregate and what it means, of payments in the order of time. */
    private record Known(String call, Function<List<Payment>, @Nullable Object> meaning) {}

    private static final List<Known> AGGREGATES = List.of(
            new Known("first(kind)", mine -> first(mine, Payment::kind)),
            new Known("last(kind)", mine -> last(mine, Payment::kind)),
            new Known("first(amount)", mine -> first(mine, Payment::amount)),
            new Known("last(card)", mine -> last(mine, Payment::card)),
            new Known("rate()", mine -> BigDecimal.valueOf(mine.size()).divide(BigDecimal.valueOf(45), DIGITS)),
            new Known("rate(amount)", mine -> sum(mine).divide(BigDecimal.valueOf(45), DIGITS)),
            new Known("topk(kind, 2)", mine -> top(mine, Payment::kind)),
            new Known("topk(amount, 2)", mine -> top(mine, Payment::amount)));

    private static @Nullable Object top(List<Payment> mine, Function<Payment, @Nullable Object> field) {
        Map<String, Long> counts = mine.stream()
                .map(field)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(AggregateModelTests::text, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? null
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(2)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
    }

    private static @Nullable Object first(List<Payment> mine, Function<Payment, @Nullable Object> field) {
        return dated(mine, field).min(BY_TIME_AND_VALUE).map(Dated::value).orElse(null);
    }

    private static @Nullable Object last(List<Payment> mine, Function<Payment, @Nullable Object> field) {
        return dated(mine, field).max(BY_TIME_AND_VALUE).map(Dated::value).orElse(null);
    }

    private record Dated(long time, Object value) {}

    private static final Comparator<Dated> BY_TIME_AND_VALUE = Comparator.comparingLong(Dated::time)
            .thenComparing(dated -> dated.value() instanceof BigDecimal number ? number : BigDecimal.ZERO)
            .thenComparing(dated -> dated.value() instanceof BigDecimal ? "" : text(dated.value()));

    private static Stream<Dated> dated(List<Payment> mine, Function<Payment, @Nullable Object> field) {
        return mine.stream().flatMap(payment -> Stream.ofNullable(field.apply(payment))
                .map(value -> new Dated(payment.time(), value)));
    }

    private static BigDecimal sum(List<Payment> mine) {
        return mine.stream().map(Payment::amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aggregatesAreThoseOfTheListOfPayments(long seed) {
        Random random = new Random(seed);
        List<Payment> arriving = Payment.shuffled(Payment.random(random, 90), random);
        WindowSpec sliding = new WindowSpec.Aligned(SIZE, Duration.ofSeconds(15), Duration.ZERO);
        WindowSpec trailing = new WindowSpec.Trailing(SIZE, false);
        List<FeatureSpec> features = new ArrayList<>();
        for (int i = 0; i < AGGREGATES.size(); i++) {
            features.add(feature("closed" + i, sliding, AGGREGATES.get(i).call(), Emit.ON_CLOSE));
            features.add(feature("each" + i, trailing, AGGREGATES.get(i).call(), Emit.EVERY_UPDATE));
        }
        PipelineTester tester = PipelineTester.of(new RuleSet("model", List.of(Payment.stream()), features, List.of()));
        for (Payment payment : arriving) {
            payment.sendTo(tester);
            if (random.nextInt(15) == 0) {
                tester.crash();
            }
        }
        tester.watermark(FAR_BEYOND);

        List<Payment> counted = arriving.stream().distinct().toList();
        int compared = 0;
        for (Output.Values values : tester.outputs().values()) {
            for (var entry : values.values().entrySet()) {
                boolean closed = entry.getKey().startsWith("closed");
                Known known = AGGREGATES.get(Integer.parseInt(entry.getKey().replaceAll("\\D", "")));
                List<Payment> content = content(counted, values);
                assertThat(text(entry.getValue()))
                        .as(
                                "%s, %s, %s, seed %s",
                                known.call(), closed ? values.window() : values.eventTime(), content, seed)
                        .isEqualTo(text(known.meaning().apply(content)));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(300);
        assertThat(tester.stateEntries()).as("entries left, seed %s", seed).isZero();
    }

    private static FeatureSpec feature(String name, WindowSpec window, String call, Emit emit) {
        return new FeatureSpec(
                name,
                "payments",
                List.of("account"),
                null,
                window,
                call,
                emit == Emit.ON_CLOSE ? Evaluate.ON_ARRIVAL : Evaluate.AT_WATERMARK,
                emit,
                Duration.ZERO,
                emit == Emit.ON_CLOSE ? "values-" + name : "each");
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

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
