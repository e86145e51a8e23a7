package io.bellbuoy.engine.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is told with whose it is, the property, what was found, what is allowed and, where there is one, the nearest name. */
class RuleErrorsTests {

    private static final Schema TRANSACTION = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("accountId", FieldType.STRING),
            Field.of("terminalId", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("country", FieldType.STRING)));

    private static final StreamSpec TRANSACTIONS =
            StreamSpec.of("transactions", TRANSACTION, "id", "accountId", TimeSource.field("at"));
    private static final StreamSpec TERMINALS =
            StreamSpec.of("terminals", TRANSACTION, "id", "terminalId", TimeSource.field("at"));
    private static final WindowSpec TEN_MINUTES = WindowSpec.tumbling(Duration.ofMinutes(10));
    private static final WindowSpec DAY = WindowSpec.trailing(Duration.ofDays(1));
    private static final FeatureSpec MEAN =
            feature("mean30d", List.of("accountId"), DAY, "avg(amount)", Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE);

    /** What a rule of the table declares; all else is right. */
    private record Draft(
            String stream,
            @Nullable String where,
            List<String> by,
            @Nullable WindowSpec window,
            Map<String, String> compute,
            String when,
            @Nullable String message,
            Evaluate evaluate,
            Emit emit,
            @Nullable BlockSpec block) {

        RuleSpec rule() {
            return new RuleSpec(
                    "big",
                    stream,
                    where,
                    by,
                    window,
                    compute,
                    when,
                    Severity.LOW,
                    message,
                    null,
                    evaluate,
                    emit,
                    Duration.ZERO,
                    null,
                    block);
        }
    }

    private static Draft when(String when) {
        return new Draft(
                "transactions",
                null,
                List.of(),
                TEN_MINUTES,
                Map.of("total", "sum(amount)"),
                when,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    private static Draft compute(String name, String call) {
        return new Draft(
                "transactions",
                null,
                List.of(),
                TEN_MINUTES,
                Map.of(name, call),
                "true",
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    private static Draft by(String... by) {
        return new Draft(
                "transactions",
                null,
                List.of(by),
                TEN_MINUTES,
                Map.of("total", "sum(amount)"),
                "total > 1",
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    private static Draft emit(
            @Nullable WindowSpec window, Evaluate evaluate, Emit emit, String when, @Nullable String message) {
        Map<String, String> compute = window == null ? Map.of() : Map.of("total", "sum(amount)");
        return new Draft("transactions", null, List.of(), window, compute, when, message, evaluate, emit, null);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        new Draft(
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
                        "rule 'big', compute.total: found 'total' is no aggregate; known are [count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile, topk];"
                                + " allowed: count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile or topk of an expression over the event's fields."),
                Arguments.of(
                        compute("total", "sum(country)"),
                        "rule 'big', compute.total: found sum(country) over a value of type STRING;"
                                + " allowed: sum over a number; count, distinct, first, last and topk take any type."),
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
                        new Draft(
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
    void aRuleThatCannotRunSaysWhy(Draft draft, String message) {
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
                        new Draft(
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
    void anExpressionWithAnUnknownNameSaysTheNearest(Draft draft, String owner, String found, String nearest) {
        assertThatThrownBy(() -> compile(List.of(MEAN), draft.rule()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith(owner)
                .hasMessageContaining(found)
                .hasMessageContaining(nearest);
    }

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
                        "feature 'mean', value: found 'mean' is no aggregate; known are [count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile, topk];"
                                + " allowed: count, sum, avg, min, max, stddev, distinct, first, last, rate, quantile or topk of an expression over the event's fields."),
                Arguments.of(
                        feature("mean", List.of("accountId"), DAY, "avg(at)", Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE),
                        "feature 'mean', value: found avg(at) over a value of type TIMESTAMP; allowed: avg over a number; count, distinct, first, last and topk take any type."),
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
                        "stream 's', key: found the field 'amount' of type DECIMAL; allowed: a field of type STRING."),
                Arguments.of(
                        "accountId",
                        "country",
                        Duration.ZERO,
                        null,
                        "stream 's', time: found the field 'country' of type STRING; allowed: a field of type TIMESTAMP."),
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
        assertThatThrownBy(() -> new Draft(
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
        assertThatThrownBy(() -> new Draft(
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

    private static FeatureSpec feature(
            String name, List<String> by, WindowSpec window, String value, Evaluate evaluate, Emit emit) {
        return new FeatureSpec(name, "transactions", by, null, window, value, evaluate, emit, Duration.ZERO, null);
    }

    private static Compiled compile(List<FeatureSpec> features, RuleSpec... rules) {
        return new Compiled(new RuleSet("app", List.of(TRANSACTIONS, TERMINALS), features, List.of(rules)));
    }
}
