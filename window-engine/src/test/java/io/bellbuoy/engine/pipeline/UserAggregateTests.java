package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.aggregate.Product;
import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.AggregateLaws;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates written in Java, from rules and features by their name. */
class UserAggregateTests {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("account", FieldType.STRING).asRequired(),
            Field.of("at", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL)));

    private static final StreamSpec PAYMENTS = new StreamSpec(
            "payments",
            SCHEMA,
            null,
            "account",
            TimeSource.field("at"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            null,
            true);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theProductObeysTheLaws() {
        AggregateLaws.check(
                new Product("product", "1"),
                List.of(new BigDecimal("2"), new BigDecimal("-3"), new BigDecimal("0.5")),
                1);
    }

    @ParameterizedTest(name = "trailing {0}")
    @ValueSource(booleans = {true, false})
    void aRuleUsesOneByItsNameAlsoAfterACrash(boolean trailing) {
        PipelineTester tester =
                tester(rule("product(amount)", window(trailing), "x > 20", Emit.EARLY), new Product("product", "1"));
        send(tester, 0, "3");
        tester.crash();
        send(tester, 2, "4");
        send(tester, 1, null);
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.crash();
        send(tester, 3, "2");

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.values()).containsEntry("x", BigDecimal.valueOf(24));
            assertThat(alert.rule()).isEqualTo("rule");
        });
    }

    @Test
    void withoutDataTheResultIsThatOfTheEmptyState() {
        PipelineTester tester =
                tester(rule("product(amount)", window(true), "x == 1", Emit.EARLY), new Product("product", "1"));
        send(tester, 0, null);

        assertThat(tester.outputs().alerts()).hasSize(1);
    }

    // ---- failures

    @ParameterizedTest(name = "trailing {0}, {1}")
    @CsvSource({"true, 666", "false, 666", "true, 13", "false, 13"})
    void anEventThatCannotBeCountedIsADeadLetterThatNamesTheRule(boolean trailing, String amount) {
        RuleSpec other = rule("other", "count()", window(trailing), "x > 100", Emit.EARLY);
        RuleSpec failing = rule("rule", "product(amount)", window(trailing), "x > 20", Emit.EARLY);
        PipelineTester tester = tester(rules(List.of(), other, failing), new Product("product", "1"));
        send(tester, 0, "3");
        send(tester, 1, amount);
        send(tester, 2, "8");

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.reason()).isEqualTo(Output.Reason.RULE_FAILED);
            assertThat(dead.rule()).isEqualTo("rule");
            assertThat(dead.message()).isEqualTo("aggregate 'product' failed: not with this one");
            assertThat(dead.exception()).isEqualTo(IllegalStateException.class.getName());
        });
        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> assertThat(alert.values())
                .containsEntry("x", BigDecimal.valueOf(24)));
    }

    @Test
    void aResultThatFailsOnAnEventUndoesTheEvent() {
        RuleSet rules = rules(List.of(feature(Emit.EVERY_UPDATE)));
        PipelineTester tester = tester(rules, new Product("product", "1"));
        send(tester, 0, "7");
        send(tester, 1, "2");

        assertThat(tester.outputs().dead()).extracting(Output.Dead::rule).containsExactly("f");
        assertThat(tester.outputs().values()).singleElement().satisfies(values -> assertThat(values.values())
                .containsEntry("f", BigDecimal.valueOf(2)));
    }

    @Test
    void whatFailsAtTheCloseIsADeadLetterOfTheWindowAndTheOthersGoOn() {
        RuleSet rules = rules(
                List.of(feature(Emit.ON_CLOSE)),
                rule(
                        "rule",
                        "product(amount)",
                        new WindowSpec.Aligned(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO),
                        "x > 1",
                        Emit.ON_CLOSE));
        PipelineTester tester = tester(rules, new Product("product", "1"));
        send(tester, 0, "7");
        send(tester, 70, "2");
        tester.watermark(START.plusSeconds(10_000));

        assertThat(tester.outputs().dead()).allSatisfy(dead -> {
            assertThat(dead.source().offset()).isEqualTo(-1);
            assertThat(dead.message()).isEqualTo("aggregate 'product' failed: not with this one");
        });
        assertThat(tester.outputs().dead()).extracting(Output.Dead::rule).containsExactlyInAnyOrder("f", "rule");
        assertThat(tester.outputs().alerts()).hasSize(1);
        assertThat(tester.outputs().values()).hasSize(1);
        assertThat(tester.stateEntries()).isZero();
    }

    // ---- declarations

    @Test
    void aNameIsAnIdentifierOfItsOwn() {
        RuleSet rules = rules(List.of());
        assertThatThrownBy(() -> Plan.compile(rules, List.of(), List.of(new Product("Sum", "1"))))
                .isInstanceOf(RuleException.class)
                .hasMessage("aggregate 'Sum', name: found the name of another aggregate; allowed: a name of its own.");
        Product product = new Product("product", "1");
        assertThatThrownBy(() -> Plan.compile(rules, List.of(), List.of(product, product)))
                .hasMessageContaining("aggregate 'product', name");
        assertThatThrownBy(() -> Plan.compile(rules, List.of(), List.of(new Product("a-b", "1"))))
                .hasMessage("aggregate 'a-b', name: found 'a-b'; allowed: a letter, then letters and digits.");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"prodduct(amount)", "product(account)", "product()"})
    void aWrongUseIsRefusedAtTheStart(String call) {
        RuleSet rules = rule(call, window(true), "x > 1", Emit.EARLY);

        assertThatThrownBy(() -> tester(rules, new Product("product", "1")))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("rule 'rule', compute.x: found ")
                .hasMessageContaining("product");
    }

    @Test
    void itsVersionIsPartOfTheRules() {
        RuleSet rules = rule("product(amount)", window(true), "x > 1", Emit.EARLY);
        Plan one = Plan.compile(rules, List.of(), List.of(new Product("product", "1")));
        Plan two = Plan.compile(rules, List.of(), List.of(new Product("product", "2")));

        assertThat(two.version()).isNotEqualTo(one.version());
        assertThat(two.compiled().rules().get(0).version())
                .isNotEqualTo(one.compiled().rules().get(0).version());
    }

    // ---- the pieces

    private static WindowSpec window(boolean trailing) {
        Duration size = Duration.ofMinutes(1);
        return trailing
                ? new WindowSpec.Trailing(size, false)
                : new WindowSpec.Aligned(size, Duration.ofSeconds(20), Duration.ZERO);
    }

    private static RuleSet rule(String call, WindowSpec window, String when, Emit emit) {
        return rules(List.of(), rule("rule", call, window, when, emit));
    }

    private static RuleSet rules(List<FeatureSpec> features, RuleSpec... rules) {
        return new RuleSet("app", List.of(PAYMENTS), features, List.of(rules));
    }

    private static RuleSpec rule(String name, String call, WindowSpec window, String when, Emit emit) {
        return new RuleSpec(
                name,
                "payments",
                null,
                List.of(),
                window,
                Map.of("x", call),
                when,
                Severity.LOW,
                null,
                Duration.ofMinutes(5),
                Evaluate.ON_ARRIVAL,
                emit,
                Duration.ZERO,
                null,
                null);
    }

    private static FeatureSpec feature(Emit emit) {
        return new FeatureSpec(
                "f",
                "payments",
                List.of("account"),
                null,
                new WindowSpec.Aligned(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO),
                "product(amount)",
                Evaluate.ON_ARRIVAL,
                emit,
                Duration.ZERO,
                "values");
    }

    private static PipelineTester tester(RuleSet rules, UserAggregate<?> aggregate) {
        return new PipelineTester(Plan.compile(rules, List.of(), List.of(aggregate)), 1, START);
    }

    private static void send(PipelineTester tester, int seconds, @Nullable String amount) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", "A");
        fields.put("at", START.plusSeconds(seconds));
        if (amount != null) {
            fields.put("amount", amount);
        }
        tester.send("payments", fields);
    }
}
