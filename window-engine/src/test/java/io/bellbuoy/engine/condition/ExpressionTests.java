package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTests {

    private static final String OWNER = "rule 'r', when";

    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final Values values = new Values()
            .with("amount", "120.50")
            .with("total", "10000.01")
            .with("n", "3")
            .with("features.mean30d", "20")
            .with("country", "DE")
            .with("status", "APPROVED")
            .with("flag", true)
            .with("vip", false)
            .with("timestamp", Instant.parse("2026-01-31T12:00:00Z"))
            .with("dueAt", Instant.parse("2026-02-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            total > 10000                                  ; true
            10000 > total                                  ; false
            10000 < total                                  ; true
            10000.01 >= total                              ; true
            total <= 10000.01                              ; true
            total < 10000.01                               ; false
            total == 10000.010                             ; true
            total != 10000.010                             ; false
            0.10 == 0.1                                    ; true
            0.1 + 0.2 == 0.3                               ; true
            5u == 5.0                                      ; true
            0e99999999999 == 0                             ; true
            0x10 == 16                                     ; true
            -5 < -4.5                                      ; true
            amount > 5 * features.mean30d                  ; true
            total > 10000 && amount > 5 * features.mean30d ; true
            5 / 2 == 2.5                                   ; true
            7.5 % 2 == 1.5                                 ; true
            -7 % 3 == -1                                   ; true
            0.12345678901234567891 == 0.12345678901234567890 ; false
            12345678901234567890.0 == 12345678901234567891.0 ; false
            country == 'DE'                                ; true
            country != 'DE'                                ; false
            country < 'FR'                                 ; true
            country in ['DE', 'FR']                        ; true
            country in ['FR', 'FR']                        ; false
            country in []                                  ; false
            status in [country, 'APPROVED']                ; true
            n in [1, 2, 3.0]                               ; true
            n in [1, total, amount]                        ; false
            !(country in ['DE'])                           ; false
            status.startsWith('APP')                       ; true
            status.endsWith('APP')                         ; false
            status.contains('ROV')                         ; true
            status.matches('^A.*D$')                       ; true
            status.matches('PRO')                          ; true
            status.matches('pro')                          ; false
            status.size() == 8                             ; true
            size('é😀') == 2                               ; true
            flag && !vip                                   ; true
            flag == true                                   ; true
            flag == vip                                    ; false
            flag == (n > 2)                                ; true
            vip || n > 2                                 ; true
            timestamp < dueAt                              ; true
            timestamp >= timestamp('2026-01-31T13:00:00+01:00') ; true
            timestamp == null                              ; false
            null != timestamp                              ; true
            (flag ? amount : total) < 200                  ; true
            false && 1 / (1 - 1) == 1                      ; false
            true || 1 / (1 - 1) == 1                     ; true
            (flag ? 1 : 1 / (1 - 1)) == 1                  ; true
            """)
    void conditionOverPresentValues(String source, boolean expected) {
        assertCondition(source, values, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            amount > 5                                     ; false
            amount <= 5                                    ; false
            !(amount > 5)                                  ; true
            amount == 5                                    ; false
            amount != 5                                    ; false
            5 != amount                                    ; false
            amount == total                                ; false
            amount != total                                ; false
            country == status                              ; false
            country != status                              ; false
            country == 'DE'                                ; false
            flag == vip                                    ; false
            flag == false                                  ; false
            flag != true                                   ; false
            timestamp < dueAt                              ; false
            timestamp == dueAt                             ; false
            amount == null                                 ; true
            amount != null                                 ; false
            null == country                                ; true
            flag != null                                   ; false
            amount + 1 == null                             ; true
            amount / (1 - 1) == null                       ; true
            -amount == null                                ; true
            min(amount, 1) == null                         ; true
            abs(amount) == null                            ; true
            country.size() == null                         ; true
            size(country) > 0                              ; false
            country.startsWith('')                         ; false
            'DE'.contains(country)                         ; false
            country.matches('.*')                          ; false
            country in ['DE', 'FR']                        ; false
            !(country in ['DE', 'FR'])                     ; true
            country in [country, 'DE']                     ; false
            'DE' in [country, 'DE']                        ; true
            amount in [1, 2]                               ; false
            flag                                           ; false
            !flag                                          ; true
            flag || !vip                                 ; true
            flag && true                                   ; false
            (flag ? 1 : 2) == 2                            ; true
            orElse(flag, true)                             ; true
            orElse(amount, 7) == 7                         ; true
            orElse(country, 'XX') == 'XX'                  ; true
            orElse(amount, total) == null                  ; true
            distanceKm(0, 0, amount, 0) == null            ; true
            secondsBetween(timestamp, dueAt) == null       ; true
            """)
    void conditionOverNulls(String source, boolean expected) {
        assertCondition(source, new Values(), expected);
    }

    private void assertCondition(String source, Values bindings, boolean expected) {
        Expression expression = compiler.compileCondition(source, values.names(), OWNER);
        assertThat(expression.holds(bindings)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            1.50 + 2             ; 3.5
            10 / 3               ; 3.333333333333333
            2 / 3                ; 0.6666666666666667
            1e3                  ; 1000.0
            -(amount)            ; -120.50
            abs(-amount)         ; 120.50
            max(amount, 200)     ; 200
            min(amount, 200)     ; 120.50
            orElse(amount, 0)    ; 120.50
            0.1 * 3              ; 0.3
            amount - - 5         ; 125.50
            secondsBetween(timestamp, dueAt) ; 43200
            secondsBetween(dueAt, timestamp) ; -43200
            secondsBetween(dueAt, timestamp('2026-02-01T00:00:00.250Z')) ; 0.25
            secondsBetween(dueAt, timestamp('2026-02-01T00:00:00.000000001Z')) ; 0.000000001
            distanceKm(0, 0, 0, 1)           ; 111.195
            distanceKm(0, 179.5, 0, -179.5)  ; 111.195
            distanceKm(90, 0, -90, 0)        ; 20015.114
            distanceKm(0, -180, 0, 180)      ; 0
            distanceKm(51.5074, -0.1278, 40.7128, -74.0060) ; 5570.23
            distanceKm(40.7128, -74.0060, 51.5074, -0.1278) ; 5570.23
            distanceKm(52.5, 13.4, 52.50001, 13.4)          ; 0.001
            """)
    void decimalResult(String source, String expected) {
        Expression expression = compiler.compile(source, values.names(), OWNER);
        assertThat(expression.type()).isEqualTo(FieldType.DECIMAL);
        assertThat((BigDecimal) expression.evaluate(values)).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"amount * 2", "flag", "country", "dueAt", "orElse(amount, total)", "flag ? country : status"})
    void noDataGivesNull(String source) {
        Expression expression = compiler.compile(source, values.names(), OWNER);
        assertThat(expression.evaluate(new Values())).isNull();
        assertThat(expression.holds(new Values())).isFalse();
    }

    @Test
    void typeIsThatOfTheResult() {
        assertThat(type("amount > 1")).isEqualTo(FieldType.BOOLEAN);
        assertThat(type("orElse(country, 'x')")).isEqualTo(FieldType.STRING);
        assertThat(type("flag ? timestamp : dueAt")).isEqualTo(FieldType.TIMESTAMP);
        assertThat(type("country.size()")).isEqualTo(FieldType.DECIMAL);
    }

    private FieldType type(String source) {
        return compiler.compile(source, values.names(), OWNER).type();
    }

    @Test
    void slotsAreThoseOfTheNamesRead() {
        Expression expression = compiler.compile("features.mean30d > 1 && amount in [n, 2]", values.names(), OWNER);
        assertThat(expression.slots()).containsExactly(0, 2, 3);
        assertThat(expression.source()).isEqualTo("features.mean30d > 1 && amount in [n, 2]");
    }

    @Test
    void rightSideIsNotReadWhenTheLeftDecides() {
        AtomicInteger reads = new AtomicInteger();
        Bindings counting = new Bindings() {
            @Override
            public @Nullable Object value(int slot) {
                reads.incrementAndGet();
                return values.value(slot);
            }
        };
        compiler.compile("amount > 1000 && total > 1", values.names(), OWNER).holds(counting);
        compiler.compile("amount > 1 || total > 1", values.names(), OWNER).holds(counting);
        assertThat(reads).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            amount / (n - 3) > 2                 ; Division by zero in '/' at column 8 of
            amount % (1 - 1) > 2                 ; Division by zero in '%' at column 8 of
            1 / (1 - 1) == 1 && false            ; Division by zero in '/' at column 3 of
            orElse(amount, 1 / (1 - 1)) > 0      ; Division by zero in '/' at column 18 of
            country in ['DE', n / (1 - 1) > 1 ? 'a' : 'b'] ; Division by zero
            distanceKm(amount, 0, 0, 0) > 1      ; A latitude beyond 90 degrees in 'distanceKm' at column 11 of
            distanceKm(0, 0, 0, -total) > 1      ; A longitude beyond 180 degrees in 'distanceKm' at column 11 of
            1e300 * 1e300 * 1e300 * 1e300 + n > 1    ; Overflow in '+' at column 31 of
            """)
    void failureNamesTheOperationAndItsPlace(String source, String message) {
        Expression expression = compiler.compile(source, values.names(), OWNER);
        assertThatThrownBy(() -> expression.evaluate(values))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(source);
        assertThatThrownBy(() -> expression.holds(values)).isInstanceOf(EvaluationException.class);
    }

    @Test
    void valueBeyondAllBoundsFailsInsteadOfFillingTheMemory() {
        Expression sum = compiler.compile("amount + 1", values.names(), OWNER);
        Expression remainder = compiler.compile("amount % 7", values.names(), OWNER);
        Expression product = compiler.compile("amount * amount", values.names(), OWNER);
        values.with("amount", "1E+2000000000");
        for (Expression expression : new Expression[] {sum, remainder, product}) {
            assertThatThrownBy(() -> expression.evaluate(values)).hasMessageStartingWith("Overflow in '");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "int", "string", "list", "size", "min", "decimal", "matches"})
    void nameMayBeThatOfATypeOrFunction(String name) {
        Names names = new Names();
        names.add(name, FieldType.DECIMAL);
        Expression expression = compiler.compile(name + " + 1", names, OWNER);
        assertThat(expression.evaluate(slot -> BigDecimal.ONE)).isEqualTo(BigDecimal.valueOf(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"device-id", "in", "true", "1a", "a b", "a.b.c", "package"})
    void nameThatNoExpressionCanSpellDisturbsNoOther(String name) {
        Names names = new Names();
        names.add(name, FieldType.STRING);
        names.add("n", FieldType.DECIMAL);
        assertThat(compiler.compile("n + 1", names, OWNER).evaluate(slot -> BigDecimal.ONE))
                .isEqualTo(BigDecimal.valueOf(2));
    }

    @Test
    void longChainsCompile() {
        String source = "amount > 0" + " && amount + 1 > 1".repeat(500);
        assertCondition(source, values, true);
    }
}
