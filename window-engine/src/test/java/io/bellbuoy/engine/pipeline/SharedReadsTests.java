package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.DecimalAggregate;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cost follows what is distinct: a hundred rules of one value count and merge as often as one, and conclude as each alone. */
class SharedReadsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EVENTS = 60;

    private static final StreamSpec PAYMENTS = StreamSpec.of(
            "payments",
            new Schema(List.of(
                    Field.of("account", FieldType.STRING),
                    Field.of("at", FieldType.TIMESTAMP),
                    Field.of("amount", FieldType.DECIMAL))),
            null,
            "account",
            TimeSource.field("at"));

    private enum Kind {
        SLIDING(WindowSpec.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1))),
        TUMBLING(WindowSpec.tumbling(Duration.ofMinutes(10))),
        TRAILING(WindowSpec.trailing(Duration.ofMinutes(10)));

        final WindowSpec window;

        Kind(WindowSpec window) {
            this.window = window;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHundredRulesOfOneValueCountAndMergeAsOftenAsOne(Kind kind) {
        Total one = new Total();
        PipelineTester alone = run(one, List.of(), rules(kind, 1, "total > 1000000"));
        Total hundred = new Total();
        PipelineTester together = run(hundred, List.of(), rules(kind, 100, "total > 1000000"));

        assertThat(hundred.adds).as("additions").isEqualTo(one.adds);
        assertThat(hundred.merges).as("merges").isEqualTo(one.merges);
        assertThat(together.stateEntries()).isEqualTo(alone.stateEntries());
    }

    /** Those that ring change the state in between. */
    @ParameterizedTest
    @EnumSource
    void eachConcludesAsItWouldAlone(Kind kind) {
        List<RuleSpec> rules = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rules.add(rule("rule-" + i, kind.window, Map.of("total", "total(amount)"), "total > " + 25 * i));
        }
        List<String> alone = new ArrayList<>();
        rules.forEach(rule -> alone.addAll(alerts(run(new Total(), List.of(), List.of(rule)))));
        List<String> together = alerts(run(new Total(), List.of(), rules));

        assertThat(together).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(alone);
    }

    @ParameterizedTest
    @EnumSource
    void aFeatureIsReadOnceForAllRules(Kind kind) {
        FeatureSpec feature = feature(kind.window);
        List<RuleSpec> rules = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rules.add(rule("rule-" + i, null, Map.of(), "features.total > 1000000"));
        }
        Total total = new Total();
        run(total, List.of(feature), rules);

        assertThat(total.results).isEqualTo(EVENTS);
    }

    @Test
    void aFeatureOfAnotherEventIsReadAnew() {
        FeatureSpec feature = feature(WindowSpec.trailing(Duration.ofDays(1)));
        PipelineTester tester =
                run(new Total(), List.of(feature), List.of(rule("each", null, Map.of(), "features.total > 0")));

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.values().get("features.total"))
                .hasSize(EVENTS)
                .doesNotHaveDuplicates();
    }

    private static FeatureSpec feature(WindowSpec window) {
        return new FeatureSpec(
                "total",
                "payments",
                List.of(),
                null,
                window,
                "total(amount)",
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null);
    }

    private static List<RuleSpec> rules(Kind kind, int count, String when) {
        List<RuleSpec> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule("rule-" + i, kind.window, Map.of("total", "total(amount)"), when + i));
        }
        return rules;
    }

    private static RuleSpec rule(String name, @Nullable WindowSpec window, Map<String, String> compute, String when) {
        return new RuleSpec(
                name,
                "payments",
                null,
                List.of(),
                window,
                compute,
                when,
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
    }

    /** One account, an event every 40 seconds; amounts go up and down, so that conditions come and go. */
    private static PipelineTester run(Total aggregate, List<FeatureSpec> features, List<RuleSpec> rules) {
        RuleSet set = new RuleSet("app", List.of(PAYMENTS), features, rules);
        PipelineTester tester = new PipelineTester(Plan.compile(set, List.of(), List.of(aggregate)), 1, START);
        for (int i = 0; i < EVENTS; i++) {
            Instant at = START.plusSeconds(40L * i);
            tester.send("payments", Map.of("account", "A", "at", at, "amount", 100 - i * 37 % 101 + i));
        }
        return tester;
    }

    private static List<String> alerts(PipelineTester tester) {
        return tester.outputs().alerts().stream()
                .map((Output.Alert alert) -> alert.id() + " " + alert.revision() + " " + alert.status() + " "
                        + alert.values() + " " + alert.evidence())
                .toList();
    }

    /** A sum that counts what is asked of it. */
    private static final class Total extends DecimalAggregate {

        private int adds;
        private int merges;
        private int results;

        Total() {
            super("total", "1");
        }

        @Override
        public BigDecimal create() {
            return BigDecimal.ZERO;
        }

        @Override
        public BigDecimal add(BigDecimal state, Object value) {
            adds++;
            return state.add((BigDecimal) value);
        }

        @Override
        public BigDecimal merge(BigDecimal a, BigDecimal b) {
            merges++;
            return a.add(b);
        }

        @Override
        public Object result(BigDecimal state) {
            results++;
            return state;
        }
    }
}
