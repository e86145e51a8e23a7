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
                        steps("{ name: a, stream: payments, where: 'amount > 5 && amount < 2' },"
                                + " { name: b, stream: logins }"),
                        "rule 'r', pattern, step 'a', where: found 'amount > 5 && amount < 2', which never holds;"
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
                        "rule 'r', compute.n: found sum(country) over a value of type string;"
                                + " allowed: sum over decimal, boolean; count, distinct, first, last and topk take any type."),
                refused(
                        feature("quantile(country, 0.5)"),
                        "feature 'f', value: found quantile(country, 0.5) over a value of type string;"
                                + " allowed: quantile over decimal, boolean; count, distinct, first, last and topk take any type."),
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
                                + " An aggregate reads the event's fields alone; combine results in the 'when' of a rule."),
                refused(
                        "features: { a: { stream: payments, where: 'features.b > 1', window: { trailing: 1h },"
                                + " value: count() }, b: { stream: payments, window: { trailing: 1h }, value: count() } }",
                        "feature 'a', where: unknown name 'features.b' at column 1 of \"features.b > 1\"."
                                + " Allowed: id, account, at, amount, country. 'where' reads the event's fields alone;"
                                + " ask the rest in the 'when' of a rule."),
                refused(
                        "joins: { j: { left: payments, right: k, before: 1m, after: 1m },"
                                + " k: { left: logins, right: j, before: 1m, after: 1m } }",
                        "join 'j', left: found a join of itself: j -> k -> j;"
                                + " allowed: streams, or joins that do not need this one."));
    }

    /** What is there, but not here. */
    static Stream<Arguments> namesFromElsewhere() {
        return Stream.of(
                refused(
                        "features: { n: { stream: payments, by: country, window: { trailing: 1h }, value: count() } }\n  "
                                + "rules: { r: { stream: logins, when: 'features.n > 1' } }",
                        "rule 'r', when: unknown name 'features.n' at column 1 of \"features.n > 1\". Allowed: account, at, type."
                                + " The feature is by country, which stream 'logins' does not have; read it in a rule of a stream"
                                + " that does."),
                refused(
                        "lists: { n: { field: country, topic: t } }\n  rules: { r: { stream: logins, when: 'lists.n' } }",
                        "rule 'r', when: unknown name 'lists.n' at column 1 of \"lists.n\". Allowed: account, at, type."
                                + " The list is of the field country, which stream 'logins' does not have; read it in a rule of a"
                                + " stream that does."),
                refused(
                        rule("when: 'features.spend > 1'"),
                        "rule 'r', when: unknown name 'features.spend' at column 1 of \"features.spend > 1\"."
                                + " Allowed: id, account, at, amount, country. Declare the feature below bellbuoy.features."),
                refused(
                        steps("{ name: a, stream: logins, where: 'features.n > 1' }, { name: b, stream: payments }"),
                        "rule 'r', pattern, step 'a', where: unknown name 'features.n' at column 1 of \"features.n > 1\"."
                                + " Allowed: account, at, type. A pattern reads the fields of its events alone; ask for features"
                                + " in a rule without pattern."),
                refused(
                        steps("{ name: a, stream: logins, where: 'lists.n' }, { name: b, stream: payments }"),
                        "rule 'r', pattern, step 'a', where: unknown name 'lists.n' at column 1 of \"lists.n\"."
                                + " Allowed: account, at, type. A pattern reads the fields of its events alone; ask for lists in"
                                + " a rule without pattern."));
    }

    /** One value, a list and names taken for each other, and values of another type. */
    static Stream<Arguments> forms() {
        return Stream.of(
                refused(
                        rule("when: 'amount > 1', window: 5m"),
                        "rule 'r', window: found a single value at bellbuoy.rules.r.window; allowed: its properties: tumbling,"
                                + " sliding, every, trailing, session, exclude-current, offset, zone, global, trigger, ttl."),
                refused(
                        "rules: [ { stream: payments, when: 'amount > 1' } ]",
                        "bellbuoy, rules: found a list at bellbuoy.rules; allowed: names, each with what is declared, without"
                                + " '-' before them."),
                refused(
                        rule("when: 'amount > 1', by: { account: true }"),
                        "rule 'r', by: found the property account at bellbuoy.rules.r.by; allowed: a list, with '-' before each"
                                + " entry."),
                refused(
                        "lists: { n: { field: country, entries: DE } }",
                        "list 'n', entries: found a single value at bellbuoy.lists.n.entries; allowed: a list of entries, each"
                                + " with its properties."),
                refused(
                        "lists: { n: { field: country, entries: [ { value: DE, until: tomorrow } ] } }",
                        "bellbuoy.lists.n.entries[0].until, line 10: found 'tomorrow'; allowed: a time in UTC, as in"
                                + " 2027-01-31T12:00:00Z."),
                refused(
                        rule("when: 'n > 1', window: { global: true, trigger: { count: five }, ttl: 1d }"),
                        "bellbuoy.rules.r.window.trigger.count, line 10: found 'five'; allowed: a whole number."),
                refused(
                        rule("when: 'n > 1', window: { trailing: 5 minutes }"),
                        "bellbuoy.rules.r.window.trailing, line 10: found '5 minutes'; allowed: a number and one of ms, s, m, h,"
                                + " d, w, as in 10m, 30d or 1w, or ISO-8601 as in PT10M."),
                refused(
                        rule("when: 'amount > 1', message: 'paid {amount'"),
                        "rule 'r', message: found '{amount', a brace that begins no name; allowed: names in braces, as in"
                                + " {amount}."),
                refused(
                        rule("when: 'amount / 0 > 1'"),
                        "rule 'r', when: a division by 0 at column 10 of \"amount / 0 > 1\". Allowed: other divisors."
                                + " Correct the number."),
                refused(
                        "rules: { r: { pattern: { within: 5m } } }",
                        "rule 'r', pattern.steps: found no steps; allowed: at least one step, as in"
                                + " { name: payment, stream: payments }."));
    }

    static Stream<Arguments> filesThatAreNoYaml() {
        return Stream.of(
                Arguments.of(
                        "bellbuoy:\n  rules:\n\tr: 1\n",
                        "line 3, column 1: The file is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                                + " \\t(TAB) for indentation). Indent with spaces."),
                Arguments.of(
                        "bellbuoy:\n  rules:\n    r: { stream: a }\n    r: { stream: b }\n",
                        "line 4, column 5: The file is no YAML: found duplicate key r. Give each a name of its own, or write what"
                                + " belongs together under one."),
                Arguments.of(
                        "bellbuoy:\n  rules:\n    r:\n      when: !cardPresent\n",
                        "line 4, column 13: The file is no YAML: could not determine a constructor for the tag !cardPresent."
                                + " Quote a text that begins with '!'."),
                Arguments.of(
                        "bellbuoy:\n  rules:\n    r:\n      stream: a\n     when: b\n",
                        "line 5, column 6: The file is no YAML: expected <block end>, but found '<block mapping start>'. Write"
                                + " properties of one declaration at the same column, close what was opened, and quote every where,"
                                + " when, message and aggregate."),
                Arguments.of(
                        "bellbuoy:\n  application-id: a\nrules:\n  r: { stream: a }\n",
                        "rules: found beside 'bellbuoy'; allowed: below it. Indent it as bellbuoy.rules."));
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
    @MethodSource({
        "patternsThatCanNeverMatch",
        "windowsAndAggregates",
        "unknownNames",
        "circles",
        "namesFromElsewhere",
        "forms"
    })
    void isRefusedWithItsReason(String declaration, String message) {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> RuleFile.of(STREAMS + "  " + declaration + "\n", List.of()))
                .satisfies(refused -> assertThat(refused.problems()).containsExactly(message));
    }

    @ParameterizedTest
    @MethodSource("filesThatAreNoYaml")
    void aFileThatIsNoYamlIsRefusedWithThePlace(String file, String message) {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> RuleFile.of(file, List.of()))
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
