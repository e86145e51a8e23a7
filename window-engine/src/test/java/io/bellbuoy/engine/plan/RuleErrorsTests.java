package io.bellbuoy.engine.plan;

import static io.bellbuoy.engine.plan.RuleDraft.DAY;
import static io.bellbuoy.engine.plan.RuleDraft.MEAN;
import static io.bellbuoy.engine.plan.RuleDraft.TEN_MINUTES;
import static io.bellbuoy.engine.plan.RuleDraft.by;
import static io.bellbuoy.engine.plan.RuleDraft.compile;
import static io.bellbuoy.engine.plan.RuleDraft.compute;
import static io.bellbuoy.engine.plan.RuleDraft.emit;
import static io.bellbuoy.engine.plan.RuleDraft.when;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is told with whose it is, the property, what was found, what is allowed and, where there is one, the nearest name. */
class RuleErrorsTests {

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        new RuleDraft(
                                "transaction",
                                null,
                                List.of(),
                                null,
                                Map.of(),
                                "true",
                                null,
                                Evaluate.ON_ARRIVAL,
                                Emit.EARLY,
                                null),
                        "rule 'big', stream: found 'transaction'; allowed: a declared stream, did you mean 'transactions'?"),
                Arguments.of(
                        by("accountId", "contry"),
                        "rule 'big', by: found 'contry'; allowed: fields of stream 'transactions', did you mean 'country'?"),
                Arguments.of(
                        by("accountId", "accountId"),
                        "rule 'big', by: found accountId, accountId; allowed: each field once."),
                Arguments.of(
                        compute("total", "total(amount)"),
                        "rule 'big', compute.total: found the unknown aggregate 'total';"
                                + " allowed: one of count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile, topk, of an expression over the event's fields; 'when' can combine their results."),
                Arguments.of(
                        compute("total", "sum(country)"),
                        "rule 'big', compute.total: found sum(country) over a value of type string;"
                                + " allowed: sum over decimal, boolean; count, distinct, first, last and topk take any type."),
                Arguments.of(
                        compute("Total", "sum(amount)"),
                        "rule 'big', compute.Total: found the name 'Total'; allowed: a lowerCamelCase identifier, such as total or spend24h."),
                Arguments.of(
                        compute("amount", "sum(amount)"),
                        "rule 'big', compute.amount: found the name of a field of stream 'transactions'; allowed: a name with one meaning; choose another."),
                Arguments.of(
                        emit(DAY, Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, "total > 1", null),
                        "rule 'big', emit: found on-close with window trailing: PT24H;"
                                + " allowed: on-close for tumbling, sliding and session windows, which close; early for others."),
                Arguments.of(
                        emit(null, Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, "amount > 1", null),
                        "rule 'big', emit: found on-close with no window; allowed: on-close for tumbling, sliding and session windows, which close; early for others."),
                Arguments.of(
                        emit(TEN_MINUTES, Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, "total > amount", null),
                        "rule 'big', when: found 'total > amount', which reads the current event, a feature or a list, with emit: on-close;"
                                + " allowed: the computed values, tables and the fields of 'by' [accountId], since no event is current when a window closes; or emit: early."),
                Arguments.of(
                        emit(null, Evaluate.AT_WATERMARK, Emit.EARLY, "amount > features.mean30d", null),
                        "rule 'big', evaluate: found at-watermark with features.mean30d, which is on-arrival;"
                                + " allowed: the same for a rule and the features it reads; set evaluate on one of them."),
                Arguments.of(
                        emit(null, Evaluate.AT_WATERMARK, Emit.EARLY, "amount > 1", "mean {features.mean30d}"),
                        "rule 'big', evaluate: found at-watermark with features.mean30d, which is on-arrival;"
                                + " allowed: the same for a rule and the features it reads; set evaluate on one of them."),
                Arguments.of(
                        emit(TEN_MINUTES, Evaluate.ON_ARRIVAL, Emit.EARLY, "total > 1", "{totl} spent"),
                        "rule 'big', message: found '{totl}'; allowed: a field, a computed value, a feature or a field of a table, did you mean 'total'?"),
                Arguments.of(
                        new RuleDraft(
                                "transactions",
                                null,
                                List.of(),
                                null,
                                Map.of(),
                                "true",
                                null,
                                Evaluate.ON_ARRIVAL,
                                Emit.EARLY,
                                new BlockSpec(Duration.ofHours(1), "terminal")),
                        "rule 'big', action.block.lift-on: found 'terminal'; allowed: a declared stream, did you mean 'terminals'?"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("rules")
    void aRuleThatCannotRunSaysWhy(RuleDraft draft, String message) {
        assertThatThrownBy(() -> compile(List.of(MEAN), draft.rule()))
                .isInstanceOf(RuleException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                Arguments.of(when("totl > 1"), "rule 'big', when", "totl", "total"),
                Arguments.of(when("total > features.mean30"), "rule 'big', when", "mean30", "features.mean30d"),
                Arguments.of(compute("total", "sum(amunt)"), "rule 'big', compute.total", "amunt", "amount"),
                Arguments.of(
                        new RuleDraft(
                                "transactions",
                                "contry == 'DE'",
                                List.of(),
                                null,
                                Map.of(),
                                "true",
                                null,
                                Evaluate.ON_ARRIVAL,
                                Emit.EARLY,
                                null),
                        "rule 'big', where",
                        "contry",
                        "country"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("expressions")
    void anExpressionWithAnUnknownNameSaysTheNearest(RuleDraft draft, String owner, String found, String nearest) {
        assertThatThrownBy(() -> compile(List.of(MEAN), draft.rule()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith(owner)
                .hasMessageContaining(found)
                .hasMessageContaining(nearest);
    }
}
