package io.bellbuoy.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTests {

    // ---- what a rule writes

    @ParameterizedTest(name = "''{0}'' is {1} of {2}")
    @CsvSource({
        "sum(amount), SUM, amount",
        "count(), COUNT,",
        "count( ), COUNT,",
        "' Avg ( amount * 2 ) ', AVG, amount * 2",
        "max(min(a)), MAX, min(a)",
        "stddev((a)), STDDEV, (a)",
        "distinct(country), DISTINCT, country",
        "first(status), FIRST, status",
        "' last( a + b )', LAST, a + b",
        "rate(), RATE,",
        "rate(amount), RATE, amount",
    })
    void aCallIsAFunctionOfAnExpression(String text, AggregateFunction function, @Nullable String argument) {
        assertThat(AggregateCall.parse(text)).isEqualTo(new AggregateCall(function, argument, null));
        assertThat(AggregateCall.parse(AggregateCall.parse(text).toString()))
                .isEqualTo(new AggregateCall(function, argument, null));
    }

    @ParameterizedTest(name = "''{0}'' is {1} of {2} and {3}")
    @CsvSource({
        "'quantile(amount, 0.95)', QUANTILE, amount, 0.95",
        "'quantile( min(a, 3) ,0.5 )', QUANTILE, 'min(a, 3)', 0.5",
        "'topk(country, 3)', TOPK, country, 3",
    })
    void someCallsHaveANumberBehindTheExpression(
            String text, AggregateFunction function, String argument, BigDecimal number) {
        AggregateCall call = AggregateCall.parse(text);
        assertThat(call).isEqualTo(new AggregateCall(function, argument, number));
        assertThat(AggregateCall.parse(call.toString())).isEqualTo(call);
    }

    @ParameterizedTest(name = "''{0}'': {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "sum, \"'sum', which is no call of one aggregate, such as sum(amount) or count()\"",
                "sum(), \"'sum()', which needs an argument, such as sum(amount)\"",
                "total(amount), \"the unknown aggregate 'total'\"",
                "\"quantile(amount)\", \"'quantile(amount)', which needs a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)\"",
                "\"quantile(min(a, 3))\", \"'quantile(min(a, 3))', which needs a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)\"",
                "\"quantile(a, 0)\", \"'quantile(a, 0)', which needs a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)\"",
                "\"quantile(a, 1.0)\", \"'quantile(a, 1.0)', which needs a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)\"",
                "\"quantile(, 0.5)\", \"'quantile(, 0.5)', which needs a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)\"",
                "\"topk(a, 0)\", \"'topk(a, 0)', which needs a value and a whole number from 1 to 100, such as topk(country, 3)\"",
                "\"topk(a, 101)\", \"'topk(a, 101)', which needs a value and a whole number from 1 to 100, such as topk(country, 3)\"",
                "\"topk(a, 2.0)\", \"'topk(a, 2.0)', which needs a value and a whole number from 1 to 100, such as topk(country, 3)\"",
                "\"topk(a, b)\", \"'topk(a, b)', which needs a value and a whole number from 1 to 100, such as topk(country, 3)\"",
                "sum(amount) + 1, \"'sum(amount) + 1', which is no call of one aggregate, such as sum(amount) or count()\"",
                "\"sum(a) / sum(b)\", \"'sum(a) / sum(b)', which is no call of one aggregate, such as sum(amount) or count()\"",
                "\"\", \"'', which is no call of one aggregate, such as sum(amount) or count()\"",
            })
    void anythingElseIsRefused(String text, String message) {
        assertThatThrownBy(() -> AggregateCall.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    // ---- results

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "COUNT, '', 0",
        "COUNT, '1 null 2', 2",
        "SUM, '', 0",
        "SUM, '0.1 0.2', 0.3",
        "SUM, '1E+3 -0.05', 999.95",
        "SUM, '9223372036854775807 1', 9223372036854775808",
        "SUM, 'true false true', 2",
        "AVG, '', ",
        "AVG, '1 2', 1.5",
        "AVG, '1 1 0', 0.6666666666666667",
        "AVG, 'true false', 0.5",
        "MIN, '', ",
        "MIN, '2 -1 3', -1",
        "MAX, '2 -1 3', 3",
        "MAX, 'false null', 0",
        "STDDEV, '', ",
        "STDDEV, '5', ",
        "STDDEV, '5 5', 0",
        "STDDEV, '2 4 4 4 5 5 7 9', 2.138089935299395",
        "STDDEV, '1000000000.1 1000000000.2', 0.07071067811865475",
        "DISTINCT, '', 0",
        "DISTINCT, '1 1.0 2 null', 2",
        "DISTINCT, 'DE JP DE', 2",
        "FIRST, '', ",
        "FIRST, 'null 2 -1 3', 2",
        "LAST, '', ",
        "LAST, '2 3.50 -1 null', -1",
        "RATE, '', 0",
        "RATE, '1.5 null 0.5', 0.001666666666666667",
        "RATE, 'true false true', 0.001666666666666667",
    })
    void resultsAreExact(AggregateFunction function, String values, @Nullable BigDecimal expected) {
        Object result = result(function, parsed(values));

        if (expected == null) {
            assertThat(result).isNull();
        } else {
            assertThat((BigDecimal) result).isEqualByComparingTo(expected);
        }
    }

    @Test
    void instantsHaveASmallestAndALargest() {
        List<Object> values = List.of(Instant.ofEpochMilli(5), Instant.ofEpochMilli(-5));

        assertThat(result(AggregateFunction.MIN, values)).isEqualTo(Instant.ofEpochMilli(-5));
        assertThat(result(AggregateFunction.MAX, values)).isEqualTo(Instant.ofEpochMilli(5));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neitherOrderNorGroupingShows(long seed) {
        Random random = Cases.random(seed);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            values.add(
                    random.nextInt(9) == 0
                            ? null
                            : BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(4)));
        }
        List<Placed> placed = placed(values);
        List<AggregateFunction> functions = Arrays.stream(AggregateFunction.values())
                .filter(function -> function != AggregateFunction.USER)
                .toList();
        for (AggregateFunction function : functions) {
            Object expected = result(function, values);
            for (int i = 0; i < 20; i++) {
                Collections.shuffle(placed, random);
                int cut = random.nextInt(placed.size());
                assertThat(merged(function, placed.subList(0, cut), placed.subList(cut, placed.size())))
                        .as("%s, digits included, seed %s", function, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource({
        "COUNT, STRING, true",
        "DISTINCT, TIMESTAMP, true",
        "SUM, DECIMAL, true",
        "SUM, BOOLEAN, true",
        "SUM, STRING, false",
        "AVG, TIMESTAMP, false",
        "STDDEV, STRING, false",
        "MIN, TIMESTAMP, true",
        "MAX, STRING, false",
        "FIRST, STRING, true",
        "LAST, BOOLEAN, true",
        "RATE, BOOLEAN, true",
        "RATE, STRING, false",
        "QUANTILE, DECIMAL, true",
        "QUANTILE, TIMESTAMP, false",
        "TOPK, STRING, true",
    })
    void aFunctionTakesWhatItCanAdd(AggregateFunction function, FieldType type, boolean takes) {
        assertThat(function.takes(type)).isEqualTo(takes);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "COUNT, STRING, DECIMAL",
        "MAX, TIMESTAMP, TIMESTAMP",
        "MAX, BOOLEAN, DECIMAL",
        "FIRST, STRING, STRING",
        "LAST, BOOLEAN, BOOLEAN",
        "LAST, TIMESTAMP, TIMESTAMP",
        "RATE, , DECIMAL",
        "QUANTILE, DECIMAL, DECIMAL",
        "TOPK, DECIMAL, STRING",
    })
    void aResultHasAType(AggregateFunction function, @Nullable FieldType argument, FieldType result) {
        assertThat(function.resultType(argument)).isEqualTo(result);
    }

    // ---- by time

    @Test
    void firstAndLastAreByTimeAndThenByValue() {
        List<Placed> values = List.of(
                new Placed(-5, "early"),
                new Placed(7, "late"),
                new Placed(7, "latest"),
                new Placed(-5, "earliest"),
                new Placed(0, "between"));

        assertThat(merged(AggregateFunction.FIRST, values, List.of())).isEqualTo("earliest");
        assertThat(merged(AggregateFunction.LAST, values.subList(0, 2), values.subList(2, 5)))
                .isEqualTo("latest");
    }

    @Test
    void theBytesOfFirstAndLastAreSpeltOut() {
        StateOutput out = new StateOutput();
        Accumulator.FIRST.write(Objects.requireNonNull(Accumulator.FIRST.add(null, "DE", -2)), out);
        Accumulator.LAST.write(Objects.requireNonNull(Accumulator.LAST.add(null, true, 3)), out);

        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("03" + "03024445" + "06" + "05");
        StateInput in = new StateInput(out.toByteArray());
        assertThat(Accumulator.FIRST.read(in)).isEqualTo(new Dated(-2, "DE"));
        assertThat(Accumulator.LAST.read(in)).isEqualTo(new Dated(3, true));
    }

    @ParameterizedTest(name = "{0} over {1} of {2} events is {3}")
    @CsvSource({
        "rate(), PT1M, 90, 1.5",
        "rate(), PT0.5S, 1, 2",
        "rate(a), PT3S, 1, 2.333333333333333",
        "rate(), PT1M, 0, 0"
    })
    void aRateIsPerSecondOfTheWindow(String text, Duration size, int events, BigDecimal expected) {
        AggregateCall call = AggregateCall.parse(text).over(size);
        Accumulator column = call.columns().get(0);
        Object state = state(column, placed(Collections.nCopies(events, BigDecimal.valueOf(7))));

        assertThat((BigDecimal) call.result(any -> state, new int[] {0})).isEqualByComparingTo(expected);
    }

    // ---- distinct values beyond the exact bound

    @Test
    void upToTheBoundDistinctIsExact() {
        DistinctValues values = distinct(numbers(DistinctValues.EXACT_LIMIT));

        assertThat(values.isEstimate()).isFalse();
        assertThat(values.count()).isEqualTo(DistinctValues.EXACT_LIMIT);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {513, 600, 1_000, 5_000, 20_000})
    void beyondItTheEstimateIsNearAndTheSameForAnyOrderAndGrouping(int count) {
        List<Object> values = numbers(count);
        DistinctValues inOrder = distinct(values);
        assertThat(inOrder.isEstimate()).isTrue();
        assertThat((double) inOrder.count()).isBetween(count * 0.95, count * 1.05);
        Random random = Cases.random(count);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(values, random);
            int cut = values.size() / 2 + random.nextInt(10) - 5;
            DistinctValues left = distinct(values.subList(0, cut));
            DistinctValues right = stored(distinct(values.subList(cut, values.size())));
            assertThat(left.union(right).count()).as("grouped").isEqualTo(inOrder.count());
            assertThat(stored(right.union(left)).count())
                    .as("grouped otherwise")
                    .isEqualTo(inOrder.count());
            assertThat(right.union(left).union(distinct(values.subList(0, 10))).count())
                    .as("seen before")
                    .isEqualTo(inOrder.count());
        }
    }

    private static List<Object> numbers(int count) {
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(BigDecimal.valueOf(i, 2));
        }
        return numbers;
    }

    private static DistinctValues distinct(List<Object> values) {
        Object state = null;
        for (Object value : values) {
            state = Accumulator.DISTINCT.add(state, value, 0);
        }
        return (DistinctValues) Objects.requireNonNull(state);
    }

    private static DistinctValues stored(DistinctValues values) {
        StateOutput out = new StateOutput();
        Accumulator.DISTINCT.write(values, out);
        return (DistinctValues) Accumulator.DISTINCT.read(new StateInput(out.toByteArray()));
    }

    // ---- the pieces

    private static List<Object> parsed(String values) {
        List<Object> parsed = new ArrayList<>();
        for (String value : values.isEmpty() ? new String[0] : values.split(" ")) {
            parsed.add(
                    switch (value) {
                        case "null" -> null;
                        case "true", "false" -> Boolean.valueOf(value);
                        default -> value.matches("[A-Z]+") ? value : new BigDecimal(value);
                    });
        }
        return parsed;
    }

    private static @Nullable Object result(AggregateFunction function, List<Object> values) {
        return merged(function, placed(values), List.of());
    }

    /** A value and its event's time. */
    private record Placed(long time, @Nullable Object value) {}

    private static List<Placed> placed(List<Object> values) {
        List<Placed> placed = new ArrayList<>();
        for (Object value : values) {
            placed.add(new Placed(placed.size(), value));
        }
        return placed;
    }

    private static @Nullable Object merged(AggregateFunction function, List<Placed> left, List<Placed> right) {
        Object[] columns = new Object[function.columns().size()];
        Arrays.setAll(columns, i -> function.columns()
                .get(i)
                .merge(
                        state(function.columns().get(i), left),
                        state(function.columns().get(i), right)));
        int[] positions = IntStream.range(0, columns.length).toArray();
        BigDecimal parameter =
                switch (function) {
                    case QUANTILE -> new BigDecimal("0.5");
                    case TOPK -> BigDecimal.valueOf(3);
                    default -> null;
                };
        AggregateCall call = new AggregateCall(function, "x", parameter).over(Duration.ofMinutes(20));
        return call.result(column -> columns[column], positions);
    }

    private static @Nullable Object state(Accumulator column, List<Placed> values) {
        Object state = null;
        for (Placed value : values) {
            state = column.add(state, value.value(), value.time());
        }
        return state;
    }
}
