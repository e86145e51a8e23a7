package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a condition by values of single names. */
class GuardsTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofParts();

    static LongStream seeds() {
        return CASES.seeds(300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            amount > 5                                                    ; amount [5]
            5 < amount                                                    ; amount [5]
            amount > 5 && amount < 7 && total > 1                         ; amount [5], amount [7], total [1]
            amount > 5 && (country == 'DE' && flag)                       ; amount [5], country [DE], flag []
            (amount < 1 || amount > 5) && n in [1, 2]                     ; amount [1, 5], n [1, 2]
            features.mean30d != null && !(features.mean30d > 3)           ; features.mean30d [], features.mean30d [3]
            country in ['DE', 'FR'] && !vip && flag == true               ; country [DE, FR], vip [], flag []
            amount > total && country != 'DE'                             ; country [DE]
            amount > total / 2 && country != 'DE'                         ; ''
            country != 'DE' && amount > total / 2 && flag                 ; country [DE]
            country != 'DE' && (flag || total / n > 2) && vip             ; country [DE]
            country.startsWith('D') && amount > 5                         ; amount [5]
            amount > 5 || total > 5                                       ; ''
            country < 'DE'                                                ; ''
            dueAt == timestamp && timestamp < timestamp('2026-01-01T00:00:00Z') ; ''
            (flag ? amount : total) > 3                                   ; ''
            true                                                          ; ''
            """)
    void partsThatCompareOneNameWithLiteralsAreGuards(String condition, String guards) {
        Names names = new Values().names();
        Map<Integer, String> bySlot = names.all().entrySet().stream()
                .collect(Collectors.toMap(name -> name.getValue().index(), Map.Entry::getKey));
        Expression expression = new ExpressionCompiler().compileCondition(condition, names, "a test");

        assertThat(expression.guards().stream()
                        .map(guard -> bySlot.get(guard.slot()) + " " + guard.literals())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(guards);
    }

    /** Nothing that the condition reads can fail here, so it must not be asked where a guard does not hold. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whereAGuardDoesNotHoldNeitherDoesTheConditionAndItDoesNotFail(long seed) {
        Random random = CASES.begin(seed, 0);
        RandomExpressions expressions = new RandomExpressions(random);
        StringBuilder text = new StringBuilder(expressions.of(FieldType.BOOLEAN, 2));
        for (int more = random.nextInt(4); more > 0; more--) {
            text.append(" && ").append(expressions.of(FieldType.BOOLEAN, 1 + random.nextInt(2)));
        }
        Expression condition = new ExpressionCompiler().compileCondition(text.toString(), new Values().names(), "test");
        for (int i = 0; i < 50; i++) {
            Values values = values(random);
            if (condition.guards().stream().anyMatch(guard -> !guard.admits(values.value(guard.slot())))) {
                assertThat(condition.holds(values))
                        .as("%s with %s, seed %s", condition, values, seed)
                        .isFalse();
            }
            if (condition.isSafe()) {
                condition.holds(values);
            }
        }
    }

    private static Values values(Random random) {
        Values values = new Values();
        for (String name : List.of("amount", "total", "n", "features.mean30d")) {
            values.with(name, pick(random, null, new BigDecimal("0.1"), BigDecimal.ONE, new BigDecimal("2.50")));
        }
        for (String name : List.of("country", "status")) {
            values.with(name, pick(random, null, "DE", "FR", ""));
        }
        for (String name : List.of("flag", "vip")) {
            values.with(name, pick(random, null, true, false));
        }
        return values.with("dueAt", pick(random, null, Instant.EPOCH));
    }

    private static @Nullable Object pick(Random random, @Nullable Object... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
