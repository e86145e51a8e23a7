package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Our closures against the CEL library's evaluation of the same checked tree. Replay with {@code -Dtest.seed=...}, the seed
 * that a failure names.
 */
class ExpressionDifferentialTests {

    private static final int EXPRESSIONS = 2_000;
    private static final int BINDINGS = 8;
    private static final int DEPTH = 4;

    /** Stands for a failed evaluation. */
    private static final Object FAILURE = "failure";

    private final long seed = Long.getLong("test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final RandomExpressions expressions = new RandomExpressions(random);
    private int failures;
    private int values;

    /** The library forgives a failure on the left of {@code &&} and {@code ||}; where ours gives a value it agrees. */
    @Test
    void valuesAreThoseOfTheLibraryWithItsOwnLogicWhereNothingIsNull() throws Exception {
        compare(CelLibrary.stock(), 0);
    }

    @Test
    void valuesAndFailuresAreThoseOfTheLibraryWithNulls() throws Exception {
        compare(CelLibrary.withNulls(), 3);
    }

    private void compare(CelLibrary library, int nullsInTen) throws Exception {
        for (int i = 0; i < EXPRESSIONS; i++) {
            FieldType type = i % 2 == 0 ? FieldType.BOOLEAN : FieldType.values()[random.nextInt(4)];
            String source = expressions.of(type, 1 + random.nextInt(DEPTH));
            Names names = new Values().names();
            Expression ours = new ExpressionCompiler().compile(source, names, "test");
            CelRuntime.Program theirs = library.program(source, names);
            assertThat(ours.type()).as(source).isEqualTo(type);
            for (int j = 0; j < BINDINGS; j++) {
                Values bindings = randomValues(nullsInTen);
                boolean forgiving = nullsInTen == 0 && (source.contains("&&") || source.contains("||"));
                assertAgreement(ours, theirs, bindings, forgiving);
            }
        }
        assertThat(failures).as("failures seen, seed %d", seed).isPositive();
        assertThat(values).as("values seen, seed %d", seed).isGreaterThan(EXPRESSIONS * BINDINGS / 2);
    }

    private void assertAgreement(Expression ours, CelRuntime.Program theirs, Values bindings, boolean forgiving) {
        Object expected = outcome(theirs, bindings);
        Object actual = outcome(ours, bindings);
        String description = ours.source() + " with " + bindings + ", replay with -Dtest.seed=" + seed;
        if (actual == FAILURE) {
            failures++;
            assertThat(forgiving || expected == FAILURE).as(description).isTrue();
            return;
        }
        values++;
        assertThat(actual).as(description).isEqualTo(expected);
        if (ours.type() == FieldType.BOOLEAN) {
            assertThat(ours.holds(bindings)).as(description).isEqualTo(expected.equals(true));
        }
    }

    private static Object outcome(Expression expression, Values bindings) {
        try {
            Object value = expression.evaluate(bindings);
            return value == null ? CelLibrary.Missing.MISSING : value;
        } catch (EvaluationException expected) {
            return FAILURE;
        }
    }

    private static Object outcome(CelRuntime.Program program, Values bindings) {
        try {
            return program.eval(CelLibrary.variables(bindings));
        } catch (CelEvaluationException expected) {
            return FAILURE;
        }
    }

    private Values randomValues(int nullsInTen) {
        Values bindings = new Values();
        bindings.names().all().forEach((name, slot) -> {
            if (random.nextInt(10) >= nullsInTen) {
                bindings.with(name, randomValue(slot.type()));
            }
        });
        return bindings;
    }

    private Object randomValue(FieldType type) {
        return switch (type) {
            case DECIMAL ->
                random.nextBoolean()
                        ? new BigDecimal(pick(List.of("0", "1", "0.10", "2.50", "-3.0", "31")))
                        : BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(5) - 1);
            case STRING -> pick(List.of("", "DE", "FR", "APPROVED", "é😀", "a'b"));
            case BOOLEAN -> random.nextBoolean();
            case TIMESTAMP -> Instant.parse("2026-01-31T12:00:00Z").plusMillis(random.nextInt(3) - 1);
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
