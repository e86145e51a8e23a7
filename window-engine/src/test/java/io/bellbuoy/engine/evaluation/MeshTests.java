package io.bellbuoy.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.Guard;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which rules a number lets pass: found by search, by a number that is nearly known, and by a ceiling. */
class MeshTests {

    private static final List<String> COMPARISONS = List.of(">", ">=", "<", "<=", "==", "!=");

    private static List<Guard> guards(String condition) {
        Names names = new Names();
        names.add("x", FieldType.DECIMAL);
        return new ExpressionCompiler()
                .compileCondition(condition, names, "a test")
                .guards();
    }

    private static Mesh mesh(String... conditions) {
        Map<Integer, List<Guard>> guards = new HashMap<>();
        for (int rule = 0; rule < conditions.length; rule++) {
            guards.put(rule, guards(conditions[rule]));
        }
        return Mesh.of(guards, conditions.length);
    }

    private static String bits(long[] rules, int number) {
        BitSet bits = BitSet.valueOf(rules);
        bits.clear(number, Math.max(number, bits.length()));
        return bits.toString();
    }

    @Test
    void aNumberTooNearALiteralIsNotToldFromIt() {
        Mesh mesh = mesh("x > 10");
        assertThat(mesh.letNearly(10)).isNull();
        assertThat(mesh.letNearly(10.000000001)).isNull();
        assertThat(mesh.letNearly(Double.NaN)).isNull();
        assertThat(mesh("x <= 0", "x > 0").letNearly(0))
                .as("zero, which has no error")
                .isNull();
        assertThat(bits(mesh.letNearly(10.1), 1)).isEqualTo("{0}");
        assertThat(bits(mesh.letNearly(9.9), 1)).isEqualTo("{}");
    }

    @Test
    void aCeilingLetsPassWhatAnyNumberBelowIt() {
        Mesh mesh = mesh("x > 10", "x < 3", "x >= 20", "x == 5");
        assertThat(bits(mesh.letUpTo(4), 4)).isEqualTo("{1}");
        assertThat(bits(mesh.letUpTo(5), 4)).isEqualTo("{1, 3}");
        assertThat(bits(mesh.letUpTo(19.9), 4)).isEqualTo("{0, 1, 3}");
        assertThat(bits(mesh.letUpTo(20), 4)).isEqualTo("{0, 1, 2, 3}");
        assertThat(bits(mesh.letUpTo(Double.POSITIVE_INFINITY), 4)).isEqualTo("{0, 1, 2, 3}");
        assertThat(bits(mesh.letUpTo(Double.NaN), 4)).isEqualTo("{0, 1, 2, 3}");
    }

    @Test
    void bothAgreeWithTheExactNumber() {
        int told = 0;
        for (int round = 0; round < 500; round++) {
            Random random = Cases.random(round);
            String[] conditions = new String[1 + random.nextInt(8)];
            for (int i = 0; i < conditions.length; i++) {
                conditions[i] = "x " + COMPARISONS.get(random.nextInt(COMPARISONS.size())) + " " + number(random);
            }
            Mesh mesh = mesh(conditions);
            for (int i = 0; i < 20; i++) {
                BigDecimal number = number(random);
                String exact = bits(mesh.let(number), conditions.length);
                String where = "seed " + round + ", " + number + " and " + String.join(", ", conditions);
                long[] nearly = mesh.letNearly(number.doubleValue() * (1 + 1e-10));
                if (nearly != null) {
                    told++;
                    assertThat(bits(nearly, conditions.length)).as(where).isEqualTo(exact);
                }
                BitSet upTo = BitSet.valueOf(mesh.letUpTo(number.doubleValue() + random.nextInt(3)));
                BitSet missing = BitSet.valueOf(mesh.let(number));
                missing.andNot(upTo);
                assertThat(missing.isEmpty()).as(where).isTrue();
            }
        }
        assertThat(told).as("how many of 10,000 are told").isGreaterThan(5_000);
    }

    private static BigDecimal number(Random random) {
        return BigDecimal.valueOf(random.nextInt(400) - 200, random.nextInt(3));
    }
}
