package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Declarations that cannot mean anything stop the start, and say in one line where, what was found and what is allowed. */
class BadInputTests {

    private static final String STREAMS = """
            bellbuoy:
              application-id: shop
              streams:
                payments:
                  fields: { id: string, account: string, at: timestamp, amount: decimal, country: string }
                  id: id
                  key: account
                  time: at
                logins: { fields: { account: string, at: timestamp, type: string }, key: account, time: at }
            """;

    static Stream<Arguments> patternsThatCanNeverMatch() {
        return Stream.of(
                refused(
                        steps("{ name: a, stream: logins, where: '1 > 2' }, { name: b, stream: payments }"),
                        "rule 'r', pattern, step 'a', where: found '1 > 2', which never holds;"
                                + " allowed: a condition on the event."),
                refused(
                        steps("{ not: true, name: a, stream: logins, for: 1m }"),
                        "rule 'r', pattern.steps: found the absence 'a' as the first step;"
                                + " allowed: an event first, which an absence follows."),
                refused(
                        steps("{ name: a, stream: logins }, { not: true, name: b, stream: payments }"),
                        "rule 'r', pattern, step 'b', for: found nothing, as the last step; allowed: a time on the last"
                                + " step and nowhere else: an absence at the end must last for some time, one in the"
                                + " middle lasts until the next step."),
                refused(
                        steps("{ name: a, stream: logins, times: 0 }, { name: b, stream: payments }"),
                        "rule 'r', pattern.steps[0].times: found 0; allowed: numbers from 1 to 100, the smaller one first,"
                                + " as in 3, 2..5 or 3+."));
    }

    static Stream<Arguments> windowsAndAggregates() {
        return Stream.of(
                refused(
                        rule("window: { sliding: 1m, every: 10m }, compute: { n: count() }, when: 'n > 1'"),
                        "rule 'r', window.every: found every=PT10M with sliding=PT1M;"
                                + " allowed: a time that the size is a multiple of."),
                refused(
                        rule("window: { sliding: 10m }, compute: { n: count() }, when: 'n > 1'"),
                        "rule 'r', window.every: found nothing;"
                                + " allowed: the distance of the windows' starts, as in every: 1m."),
                refused(
                        rule("window: { tumbling: 0s }, compute: { n: count() }, when: 'n > 1'"),
                        "rule 'r', window.tumbling: found 0; allowed: a time longer than 0."),
                refused(
                        rule("window: { trailing: 1h }, compute: { n: sum(country) }, when: 'n > 1'"),
                        "rule 'r', compute.n: found sum(country) over a value of type STRING;"
                                + " allowed: sum over a number; count, distinct, first, last and topk take any type."),
                refused(
                        feature("quantile(country, 0.5)"),
                        "feature 'f', value: found quantile(country, 0.5) over a value of type STRING;"
                                + " allowed: quantile over a number; count, distinct, first, last and topk take any type."),
                refused(
                        rule("window: { trailing: 1h }, compute: { n: count() }, when: 'n > 1', emit: on-close"),
                        "rule 'r', emit: found on-close with window trailing: PT1H, which never closes;"
                                + " allowed: early, or a tumbling, sliding or session window."));
    }

    static Stream<Arguments> unknownNames() {
        return Stream.of(
                refused(
                        "rules: { r: { stream: paymets, when: 'amount > 1' } }",
                        "rule 'r', stream: found the unknown stream 'paymets';"
                                + " allowed: a declared stream, did you mean 'payments'?"),
                refused(
                        steps("{ name: a, stream: logins }, { name: b, stream: payment }"),
                        "rule 'r', pattern, step 'b', stream: found the unknown stream 'payment';"
                                + " allowed: a declared stream, did you mean 'payments'?"),
                refused(
                        "joins: { j: { left: payments, right: login, before: 1m, after: 1m } }",
                        "join 'j', right: found the unknown stream 'login';"
                                + " allowed: a declared stream or join, did you mean 'logins'?"),
                refused(
                        rule("when: 'amount > 1', action: { block: { for: 1h, lift-on: login } }"),
                        "rule 'r', action.block.lift-on: found the unknown stream 'login';"
                                + " allowed: a declared stream, did you mean 'logins'?"),
                refused(
                        rule("when: 'amout > 1'"),
                        "rule 'r', when: unknown name 'amout' at column 1 of \"amout > 1\"."
                                + " Allowed: id, account, at, amount, country. Did you mean 'amount'?"),
                refused(
                        feature("sum(amout)"),
                        "feature 'f', value: unknown name 'amout' at column 1 of \"amout\"."
                                + " Allowed: id, account, at, amount, country. Did you mean 'amount'?"),
                refused(
                        rule("by: [acount], when: 'amount > 1'"),
                        "rule 'r', by: found the field 'acount', which the stream's schema does not have;"
                                + " allowed: a field, did you mean 'account'?"),
                refused(
                        rule("when: 'amount > 1', message: '{amout}'"),
                        "rule 'r', message: found '{amout}'; allowed: a field, a computed value, a feature or a field of a"
                                + " table, did you mean 'amount'?"),
                refused(
                        "tables: { t: { fields: { account: string, x: decimal }, key: acount } }",
                        "table 't', key: found the field 'acount', which the stream's schema does not have;"
                                + " allowed: a field, did you mean 'account'?"),
                refused(
                        "scorecards: { s: { stream: payments, weights: { r: 10 }, review: 5, block: 10 } }",
                        "scorecard 's', weights.r: found no rule of that name;"
                                + " allowed: a rule, but none is declared."));
    }

    /** Features read events alone, so there is no way around in a circle; joins may read joins. */
    static Stream<Arguments> circles() {
        return Stream.of(
                refused(
                        feature("sum(features.f)"),
                        "feature 'f', value: unknown name 'features.f' at column 1 of \"features.f\"."
                                + " Allowed: id, account, at, amount, country."
                                + " Use one of these names, or put a string in quotes."),
                refused(
                        "joins: { j: { left: payments, right: k, before: 1m, after: 1m },"
                                + " k: { left: logins, right: j, before: 1m, after: 1m } }",
                        "join 'j', left: found a join of itself: j -> k -> j;"
                                + " allowed: streams, or joins that do not need this one."));
    }

    private static Arguments refused(String declaration, String message) {
        return Arguments.of(declaration, message);
    }

    private static String rule(String properties) {
        return "rules: { r: { stream: payments, " + properties + " } }";
    }

    private static String steps(String steps) {
        return "rules: { r: { pattern: { within: 5m, steps: [ " + steps + " ] } } }";
    }

    private static String feature(String value) {
        return "features: { f: { stream: payments, window: { trailing: 1h }, value: '" + value + "' } }";
    }

    @ParameterizedTest
    @MethodSource({"patternsThatCanNeverMatch", "windowsAndAggregates", "unknownNames", "circles"})
    void isRefusedWithItsReason(String declaration, String message) {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> RuleFile.of(STREAMS + "  " + declaration + "\n", List.of()))
                .satisfies(refused -> assertThat(refused.problems()).containsExactly(message));
    }

    @Test
    void anEventThatAnAggregateInJavaCannotTakeIsADeadLetterThatNamesTheRule() {
        RuleFile rules = RuleFile.of(
                STREAMS + "  " + rule("window: { trailing: 1h }, compute: { n: 'fragile(amount)' }, when: 'n > 1'")
                        + "\n",
                List.of(),
                List.of(new Fragile()));

        List<String> lines = new RuleTester(rules)
                .run(
                        List.of(
                                "{\"_stream\":\"payments\",\"id\":\"p1\",\"account\":\"A\",\"at\":\"2026-03-02T10:00:00Z\",\"amount\":13}",
                                "{\"_stream\":\"payments\",\"id\":\"p2\",\"account\":\"A\",\"at\":\"2026-03-02T10:01:00Z\",\"amount\":2}"));

        assertThat(lines.get(0))
                .contains("\"topic\":\"payments-dlt\"", "\"line\":1", "\"rule\":\"r\"", "RULE_FAILED")
                .contains("aggregate 'fragile' failed: not thirteen");
        assertThat(lines.get(1)).contains("\"eventId\":\"p2\"", "\"values\":{\"n\":\"2\"}");
        assertThat(lines).hasSize(2);
    }

    /** The largest number, but no thirteen. */
    private static final class Fragile implements UserAggregate<BigDecimal> {

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public boolean takes(FieldType argument) {
            return argument == FieldType.DECIMAL;
        }

        @Override
        public FieldType resultType(FieldType argument) {
            return FieldType.DECIMAL;
        }

        @Override
        public BigDecimal create() {
            return BigDecimal.ZERO;
        }

        @Override
        public BigDecimal add(BigDecimal state, Object value) {
            if (value.equals(BigDecimal.valueOf(13))) {
                throw new IllegalStateException("not thirteen");
            }
            return state.max((BigDecimal) value);
        }

        @Override
        public BigDecimal merge(BigDecimal a, BigDecimal b) {
            return a.max(b);
        }

        @Override
        public Object result(BigDecimal state) {
            return state;
        }

        @Override
        public void encode(BigDecimal state, StateOutput out) {
            out.writeValue(state);
        }

        @Override
        public BigDecimal decode(StateInput in) {
            return (BigDecimal) in.readValue();
        }
    }
}
