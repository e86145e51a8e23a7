package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a condition by numbers that are nearly known. */
class EstimateTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofParts();

    static LongStream seeds() {
        return CASES.seeds(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "null", textBlock = """
            # condition                                ; amount      ; total          ; n    ; refuted
            amount > 20 * total                        ; 100         ; 6              ; null ; true
            amount > 20 * total                        ; 100         ; 4              ; null ; false
            amount > 20 * total                        ; 100         ; 5              ; null ; false
            amount > 20 * total                        ; 100         ; 5.0000000001   ; null ; false
            amount > 20 * total                        ; 100         ; null           ; null ; false
            n >= 5 && amount > 20 * total              ; 100         ; 4              ; 4    ; true
            n >= 5 && amount > 20 * total              ; 100         ; 4              ; null ; false
            amount == total                            ; 7           ; 7.0000000001   ; null ; false
            amount == total                            ; 7           ; 8              ; null ; true
            amount != total                            ; 7           ; 8              ; null ; false
            amount != total                            ; 0           ; 0              ; null ; true
            amount <= total                            ; 8           ; 7              ; null ; true
            amount / n < total                         ; 100         ; 10             ; 5    ; true
            amount / n < total                         ; 100         ; 30             ; 5    ; false
            amount / n < total                         ; 100         ; 30             ; 0    ; false
            amount - total > 1000                      ; 100         ; -5             ; null ; true
            amount - total > 1000                      ; 100         ; 99             ; null ; false
            country == 'DE' && amount > 2 * total      ; 1           ; 1              ; null ; true
            amount / n > 5 && total > 2 * amount       ; 100         ; 1              ; 2    ; true
            amount / n > 5 && total > 2 * amount       ; 100         ; 1              ; 0    ; false
            amount % n > 5 && total > 2 * amount       ; 100         ; 1              ; 2    ; false
            amount > 2 * total || flag                 ; 1           ; 1              ; null ; false
            """)
    void aConditionIsRefutedOnlyWhereItIsClearThatItDoesNotHoldAndCannotFail(
            String condition, @Nullable String amount, @Nullable String total, @Nullable String n, boolean isRefuted) {
        Values values = new Values().with("amount", amount).with("total", total).with("n", n);
        Estimate estimate = compile(condition).estimate();

        assertThat(estimate != null && estimate.refutes(slot -> nearly(values.value(slot), 0)))
                .isEqualTo(isRefuted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            amount > 5 && country == 'DE'
            flag && amount > 5
            country == status
            amount % n > 5
            amount > 1e200 * total
            amount > total * total * total * total * total * total * total * total * total
            """)
    void thereIsNoneThatSaysNoMoreThanGuardsOrThatMayBeWrong(String condition) {
        assertThat(compile(condition).estimate()).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aConditionThatIsRefutedDoesNotHoldAndDoesNotFail(long seed) {
        Random random = CASES.begin(seed, 0);
        RandomExpressions expressions = new RandomExpressions(random);
        StringBuilder text = new StringBuilder(comparison(random));
        for (int more = random.nextInt(4); more > 0; more--) {
            boolean any = random.nextInt(3) == 0;
            text.append(" && ").append(any ? expressions.of(FieldType.BOOLEAN, 1) : comparison(random));
        }
        Expression condition = compile(text.toString());
        Estimate estimate = condition.estimate();
        for (int i = 0; estimate != null && i < 100; i++) {
            Values values = values(random);
            if (estimate.refutes(slot -> nearly(values.value(slot), 2e-9 * random.nextDouble() - 1e-9))) {
                assertThat(condition.holds(values))
                        .as("%s with %s, seed %s", condition, values, seed)
                        .isFalse();
            }
        }
    }

    private static Expression compile(String condition) {
        return new ExpressionCompiler().compileCondition(condition, new Values().names(), "a test");
    }

    private static String comparison(Random random) {
        return "(" + side(random, 2) + " " + pick(random, "<", "<=", ">", ">=", "==", "!=") + " " + side(random, 2)
                + ")";
    }

    private static String side(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return pick(random, "amount", "total", "n", "features.mean30d", "2", "0.5", "20", "-3", "0");
        }
        String operator = pick(random, "+", "-", "*", "*", "/");
        return "(" + side(random, depth - 1) + " " + operator + " "
                + (operator.equals("/") ? pick(random, "n", "total", "2", "(amount + 1)") : side(random, depth - 1))
                + ")";
    }

    /** Many that are equal or neighbours. */
    private static Values values(Random random) {
        Values values = new Values();
        for (String name : List.of("amount", "total", "n", "features.mean30d")) {
            values.with(name, pick(random, null, "0", "1", "2", "-3", "0.5", "2.000000001", "1e-200", "40", "1.00"));
        }
        return values.with("country", pick(random, null, "DE", "FR")).with("flag", random.nextBoolean());
    }

    private static double nearly(@Nullable Object value, double error) {
        return value instanceof BigDecimal decimal ? decimal.doubleValue() * (1 + error) : Double.NaN;
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
