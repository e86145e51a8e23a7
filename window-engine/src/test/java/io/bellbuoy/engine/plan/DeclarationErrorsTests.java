package io.bellbuoy.engine.plan;

import static io.bellbuoy.engine.plan.RuleDraft.DAY;
import static io.bellbuoy.engine.plan.RuleDraft.MEAN;
import static io.bellbuoy.engine.plan.RuleDraft.TRANSACTION;
import static io.bellbuoy.engine.plan.RuleDraft.TRANSACTIONS;
import static io.bellbuoy.engine.plan.RuleDraft.compile;
import static io.bellbuoy.engine.plan.RuleDraft.feature;
import static io.bellbuoy.engine.plan.RuleDraft.when;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of features, of streams, and of what is declared together. */
class DeclarationErrorsTests {

    static Stream<Arguments> features() {
        return Stream.of(
                Arguments.of(
                        feature(
                                "mean-30d",
                                List.of("accountId"),
                                DAY,
                                "avg(amount)",
                                Evaluate.ON_ARRIVAL,
                                Emit.EVERY_UPDATE),
                        "feature 'mean-30d', name: found the name 'mean-30d'; allowed: a lowerCamelCase identifier, such as total or spend24h."),
                Arguments.of(
                        feature(
                                "mean",
                                List.of("accountId"),
                                DAY,
                                "mean(amount)",
                                Evaluate.ON_ARRIVAL,
                                Emit.EVERY_UPDATE),
                        "feature 'mean', value: found the unknown aggregate 'mean';"
                                + " allowed: one of count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile, topk, of an expression over the event's fields; 'when' can combine their results."),
                Arguments.of(
                        feature("mean", List.of("accountId"), DAY, "avg(at)", Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE),
                        "feature 'mean', value: found avg(at) over a value of type timestamp; allowed: avg over decimal, boolean; count, distinct, first, last and topk take any type."),
                Arguments.of(
                        feature("mean", List.of("accountId"), DAY, "avg(amount)", Evaluate.ON_ARRIVAL, Emit.ON_CLOSE),
                        "feature 'mean', emit: found on-close with window trailing: PT24H;"
                                + " allowed: on-close for tumbling, sliding and session windows, which close; every-update for others."),
                Arguments.of(MEAN, "features, mean30d: found two features of that name; allowed: one."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("features")
    void aFeatureThatCannotRunSaysWhy(FeatureSpec feature, String message) {
        assertThatThrownBy(() -> compile(List.of(MEAN, feature)))
                .isInstanceOf(RuleException.class)
                .hasMessage(message);
    }

    @Test
    void twoOfOneNameAreRefused() {
        assertThatThrownBy(() ->
                        compile(List.of(), when("true").rule(), when("true").rule()))
                .hasMessage("rules, big: found two rules of that name; allowed: one.");
        assertThatThrownBy(() ->
                        new Compiled(new RuleSet("app", List.of(TRANSACTIONS, TRANSACTIONS), List.of(), List.of())))
                .hasMessage("streams, transactions: found two streams of that name; allowed: one.");
        assertThatThrownBy(() -> new Compiled(new RuleSet("app", List.of(), List.of(), List.of())))
                .hasMessage("streams, streams: found none; allowed: at least one stream.");
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(
                        "acountId",
                        "at",
                        Duration.ZERO,
                        null,
                        "stream 's', key: found the field 'acountId', which the schema does not have; allowed: one of its fields, did you mean 'accountId'?"),
                Arguments.of(
                        "amount",
                        "at",
                        Duration.ZERO,
                        null,
                        "stream 's', key: found the field 'amount' of type decimal; allowed: a field of type string."),
                Arguments.of(
                        "accountId",
                        "country",
                        Duration.ZERO,
                        null,
                        "stream 's', time: found the field 'country' of type string; allowed: a field of type timestamp."),
                Arguments.of(
                        "accountId",
                        "at",
                        Duration.ofSeconds(-1),
                        null,
                        "stream 's', out-of-orderness: found PT-1S; allowed: 0 or a longer time."),
                Arguments.of(
                        "accountId",
                        "at",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        "stream 's', deduplicate: found PT1H without id; allowed: deduplicate together with id, the field that holds the id."));
    }

    @ParameterizedTest(name = "{4}")
    @MethodSource("streams")
    void aStreamThatCannotBeReadSaysWhy(
            String key, String time, Duration outOfOrderness, @Nullable Duration deduplicate, String message) {
        assertThatThrownBy(() -> new StreamSpec(
                        "s",
                        TRANSACTION,
                        null,
                        key,
                        TimeSource.field(time),
                        outOfOrderness,
                        Duration.ZERO,
                        Duration.ZERO,
                        deduplicate,
                        false))
                .isInstanceOf(RuleException.class)
                .hasMessage(message);
    }

    @Test
    void whatARuleDeclaresMustFitTogether() {
        assertThatThrownBy(() -> new RuleDraft(
                                "transactions",
                                null,
                                List.of(),
                                null,
                                Map.of("n", "count()"),
                                "n > 1",
                                null,
                                Evaluate.ON_ARRIVAL,
                                Emit.EARLY,
                                null)
                        .rule())
                .hasMessage(
                        "rule 'big', compute: found [n] without a window; allowed: a window, or features instead of computed values.");
        assertThatThrownBy(() -> new RuleDraft(
                                "transactions",
                                null,
                                List.of(),
                                DAY,
                                Map.of(),
                                "true",
                                null,
                                Evaluate.ON_ARRIVAL,
                                Emit.EARLY,
                                null)
                        .rule())
                .hasMessage(
                        "rule 'big', window: found a window without computed values; allowed: compute: with at least one aggregate, or no window.");
        assertThatThrownBy(() -> new RuleSpec(
                        "big",
                        "transactions",
                        null,
                        List.of(),
                        null,
                        Map.of(),
                        "true",
                        Severity.LOW,
                        null,
                        Duration.ofSeconds(-1),
                        Evaluate.ON_ARRIVAL,
                        Emit.EARLY,
                        Duration.ZERO,
                        null,
                        null))
                .hasMessage("rule 'big', suppress: found PT-1S; allowed: 0 or a longer time.");
        assertThatThrownBy(() -> new FeatureSpec(
                        "f",
                        "transactions",
                        List.of(),
                        null,
                        DAY,
                        "count()",
                        Evaluate.ON_ARRIVAL,
                        Emit.EARLY,
                        Duration.ofSeconds(-1),
                        null))
                .hasMessage("feature 'f', allowed-lateness: found PT-1S; allowed: 0 or a longer time.");
    }
}
