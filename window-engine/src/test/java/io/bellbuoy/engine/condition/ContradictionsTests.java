package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionsTests {

    private final Names names = new Values().names();

    private boolean contradictsItself(String condition) {
        return new ExpressionCompiler().contradictsItself(condition, names, "a test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 5 && amount < 2",
                "amount > 5 && total > 1 && 5 >= amount",
                "amount == 1 && amount == 2",
                "amount == 1 && amount > 1.0",
                "amount <= 3 && amount >= 3 && amount < 3",
                "amount < -1 && amount > -1.5e-3",
                "features.mean30d > 5 && (flag && features.mean30d < 5)",
                "status == 'A' && status == 'B'",
                "'A' == status && status == 'a'",
            })
    void whatNoValueMeetsIsFound(String condition) {
        assertThat(contradictsItself(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 2 && amount < 5",
                "amount > 5 || amount < 2",
                "amount >= 3 && amount <= 3",
                "amount == 1 && amount == 1.00",
                "amount > 5 && total < 2",
                "amount > 5 && amount != 7",
                "!(amount > 5 && amount < 2)",
                "amount > total && amount < 2",
                "status == 'A' && status != 'B'",
                "status == 'A' && country == 'B'",
                "status == 'A' && flag",
            })
    void whatSomeValueMeetsIsNot(String condition) {
        assertThat(contradictsItself(condition)).isFalse();
    }
}
