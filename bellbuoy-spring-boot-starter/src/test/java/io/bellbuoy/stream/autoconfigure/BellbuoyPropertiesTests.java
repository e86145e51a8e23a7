package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class BellbuoyPropertiesTests {

    @Test
    void completeExampleIsBound() {
        BellbuoyProperties properties = Yaml.bind(Yaml.file("rules/complete.yml"));

        assertThat(properties.applicationId()).isEqualTo("fraud-detection");
        assertThat(properties.streams()).containsOnlyKeys("transactions", "feedback");
        assertThat(properties.streams().get("transactions").deduplicate()).isEqualTo(TimeSpan.valueOf("24h"));
        assertThat(properties.features()).containsOnlyKeys("spend24h", "mean30d", "terminalRisk");
        assertThat(properties.rules().keySet()).containsExactly("high-value", "far-and-large", "risky-terminal");
        assertThat(properties.rules().get("high-value").compute())
                .containsExactly(Map.entry("total", "sum(amount)"), Map.entry("n", "count()"));
        assertThat(properties.rules().get("far-and-large").by()).containsExactly("accountId", "country");
        RuleProperties.Action action = properties.rules().get("far-and-large").action();
        assertThat(action)
                .isEqualTo(new RuleProperties.Action(new RuleProperties.Block(TimeSpan.valueOf("24h"), "verified")));
    }

    @Test
    void scorecardsOfTheCompleteExampleAreBound() {
        ConfigurableEnvironment environment = Yaml.file("rules/complete.yml");
        new PropertyNames().check(environment);

        assertThat(Yaml.bind(environment).scorecards())
                .containsExactly(Map.entry(
                        "card-payment",
                        new ScorecardProperties(
                                "transactions",
                                Map.of("high-value", new BigDecimal("60"), "risky-terminal", new BigDecimal("40")),
                                new BigDecimal("40"),
                                new BigDecimal("80"),
                                Outcome.ALLOW)));
    }

    @Test
    void runnableExampleIsARuleSet() {
        ConfigurableEnvironment environment = Yaml.file("rules/runnable.yml");
        new PropertyNames().check(environment);

        RuleSet rules = new RuleSetFactory(Yaml.bind(environment)).ruleSet();

        assertThat(rules.application()).isEqualTo("fraud-detection");
        assertThat(rules.streams()).hasSize(2).first().satisfies(stream -> {
            assertThat(stream.name()).isEqualTo("transactions");
            assertThat(stream.schema().size()).isEqualTo(13);
            assertThat(stream.id()).isEqualTo("transactionId");
            assertThat(stream.time()).isEqualTo(TimeSource.field("timestamp"));
            assertThat(stream.deduplicate()).isEqualTo(Duration.ofDays(1));
        });
        assertThat(rules.features())
                .containsExactly(
                        FeatureSpec.of(
                                "spend24h",
                                "transactions",
                                List.of("accountId"),
                                WindowSpec.trailing(Duration.ofDays(1)),
                                "sum(amount)"),
                        FeatureSpec.of(
                                "mean30d",
                                "transactions",
                                List.of("accountId"),
                                new WindowSpec.Trailing(Duration.ofDays(30), true),
                                "avg(amount)"));
        assertThat(rules.rules()).containsExactly(highValue(), farAndLarge());
    }

    private static RuleSpec highValue() {
        return new RuleSpec(
                "high-value",
                "transactions",
                "status != 'DECLINED'",
                List.of("accountId"),
                WindowSpec.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1)),
                Map.of("total", "sum(amount)", "n", "count()"),
                "total > 10000",
                Severity.HIGH,
                "{total} in 10 minutes over {n} payments",
                Duration.ofMinutes(30),
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
    }

    private static RuleSpec farAndLarge() {
        return new RuleSpec(
                "far-and-large",
                "transactions",
                null,
                List.of("accountId", "country"),
                WindowSpec.trailing(Duration.ofDays(365)),
                Map.of("seen", "count()"),
                "seen == 1 && amount > 5 * features.mean30d",
                Severity.MEDIUM,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                new BlockSpec(Duration.ofDays(1), "verified"));
    }

    @Test
    void everythingElseHasADefault() {
        BellbuoyProperties properties = Yaml.bind(Yaml.environment("bellbuoy: { application-id: a }"));

        assertThat(properties.concurrency()).isEqualTo(1);
        assertThat(properties.groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
        assertThat(properties.advanceWhenIdle()).isTrue();
        assertThat(properties.instanceId()).isNull();
        assertThat(properties.state().directory()).isEqualTo(Path.of("state"));
        assertThat(properties.state().cacheEntries()).isEqualTo(200_000);
        assertThat(properties.state().checkpoint().remote()).isEqualTo(TimeSpan.valueOf("5m"));
        assertThat(properties.state().checkpoint().remoteLogVolume()).isEqualTo(DataSize.ofMegabytes(256));
        assertThat(properties.actions().topic()).isEqualTo("account-actions");
        assertThat(properties.topics()).isEqualTo(new BellbuoyProperties.Topics(true, 4, -1));
        assertThat(properties.defaults().emit()).isEqualTo(Emit.EARLY);
        assertThat(Settings.state(properties).localInterval()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void defaultsBelongToRulesAndFeaturesThatSayNothing() {
        RuleSet rules = ruleSet("""
                bellbuoy:
                  application-id: a
                  defaults: { evaluate: at-watermark, emit: on-close, allowed-lateness: 1w }
                  streams: { s: { fields: { k: string, at: timestamp }, key: k, time: at } }
                  features:
                    closing: { stream: s, window: { tumbling: 1h, offset: 10m }, value: "count()", publish: out }
                    following: { stream: s, window: { trailing: 1h }, value: "count()" }
                  rules:
                    closed: { stream: s, window: { tumbling: 1h }, compute: { n: "count()" }, when: "n > 1" }
                    early: { stream: s, window: { tumbling: 1h }, compute: { n: "count()" }, when: "n > 1", emit: early, evaluate: on-arrival, allowed-lateness: 0 }
                    plain: { stream: s, when: "true" }
                """);

        assertThat(rules.features()).extracting(FeatureSpec::emit).containsExactly(Emit.ON_CLOSE, Emit.EVERY_UPDATE);
        assertThat(rules.rules()).extracting(RuleSpec::emit).containsExactly(Emit.ON_CLOSE, Emit.EARLY, Emit.EARLY);
        assertThat(rules.rules())
                .extracting(RuleSpec::evaluate)
                .containsExactly(Evaluate.AT_WATERMARK, Evaluate.ON_ARRIVAL, Evaluate.AT_WATERMARK);
        assertThat(rules.rules())
                .extracting(RuleSpec::allowedLateness)
                .containsExactly(Duration.ofDays(7), Duration.ZERO, Duration.ofDays(7));
        assertThat(rules.rules()).extracting(RuleSpec::by).containsOnly(List.of("k"));
    }

    @Test
    void sessionsRingOnCloseUnlessSomethingElseIsSaid() {
        RuleSet rules = ruleSet("""
                bellbuoy:
                  application-id: a
                  streams: { s: { fields: { k: string, at: timestamp }, key: k, time: at } }
                  features:
                    following: { stream: s, window: { session: 30m }, value: "count()" }
                    closing: { stream: s, window: { session: 30m }, value: "count()", emit: on-close, publish: out }
                  rules:
                    closed: { stream: s, window: { session: 30m }, compute: { n: "count()" }, when: "n > 1" }
                """);

        assertThat(rules.features()).extracting(FeatureSpec::emit).containsExactly(Emit.EVERY_UPDATE, Emit.ON_CLOSE);
        assertThat(rules.features())
                .extracting(FeatureSpec::window)
                .containsOnly(WindowSpec.session(Duration.ofMinutes(30)));
        assertThat(rules.rules()).extracting(RuleSpec::emit).containsExactly(Emit.ON_CLOSE);
    }

    @Test
    void namesOfFieldsKeepTheirLetters() {
        BellbuoyProperties properties = Yaml.bind(
                Yaml.environment(
                        "bellbuoy: { application-id: a, streams: { s: { fields: { camelCase: string, TX_AMOUNT: decimal, a-b: string } } } }"));

        assertThat(properties.streams().get("s").fields()).containsOnlyKeys("camelCase", "TX_AMOUNT", "a-b");
    }

    @Test
    void environmentVariablesAndSystemPropertiesAreNotChecked() {
        ConfigurableEnvironment environment = Yaml.file("rules/runnable.yml");
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", Map.of("BELLBUOY_DATA", "x")));
        environment
                .getPropertySources()
                .replace("systemProperties", new MapPropertySource("systemProperties", Map.of("bellbuoy.home", "x")));

        new PropertyNames().check(environment);

        assertThat(Yaml.bind(environment).applicationId()).isEqualTo("fraud-detection");
    }

    @Test
    void timeSpansAreSpeltAsInRules() {
        assertThat(TimeSpan.valueOf("500ms").duration()).isEqualTo(Duration.ofMillis(500));
        assertThat(TimeSpan.valueOf("10m").duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(TimeSpan.valueOf("30d").duration()).isEqualTo(Duration.ofDays(30));
        assertThat(TimeSpan.valueOf("1w").duration()).isEqualTo(Duration.ofDays(7));
        assertThat(TimeSpan.valueOf("PT1H30M").duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(TimeSpan.valueOf(0).duration()).isZero();
        for (String wrong : List.of("", "5", "1M", "5 minutes", "-5s", "999999999999999w", "PT0.0001S")) {
            assertThatThrownBy(() -> TimeSpan.valueOf(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed: ");
        }
    }

    private static RuleSet ruleSet(String yaml) {
        ConfigurableEnvironment environment = Yaml.environment(yaml);
        new PropertyNames().check(environment);
        return new RuleSetFactory(Yaml.bind(environment)).ruleSet();
    }
}
