package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.listener.RulesInForce;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.core.KafkaAdmin;

/** What a file of rules may say, at the start and while the service runs. */
class RulesFileTests {

    private static final String BASE = """
            bellbuoy:
              application-id: files
              streams:
                payments:
                  fields: { id: string, account: string, at: timestamp, amount: decimal }
                  id: id
                  key: account
                  time: at
              rules:
                large: { stream: payments, when: "amount > 100", severity: LOW }
            """;

    @TempDir
    Path directory;

    @Test
    void theFileIsReadOverAllOtherSources() throws Exception {
        ConfigurableEnvironment environment = environment("""
                bellbuoy:
                  rules:
                    large: { when: "amount > 200" }
                    other: { stream: payments, when: "amount > 300" }
                """);

        RuleSet rules = DeclaredRules.in(environment);

        assertThat(rules.rules())
                .extracting(rule -> rule.name() + ": " + rule.when() + " " + rule.severity())
                .containsExactlyInAnyOrder("large: amount > 200 LOW", "other: amount > 300 MEDIUM");
    }

    @Test
    void withoutTheFileTheStartIsRefused() {
        ConfigurableEnvironment environment = Yaml.environment(BASE);
        point(environment, directory.resolve("none.yml"));

        assertThatThrownBy(() -> RulesFilePostProcessor.addTo(environment))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("bellbuoy.reload, file")
                .hasMessageContaining("none.yml, which cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'bellbuoy: { rules: { a: [ }' | which is no YAML
            'spring.kafka.client-id: x' | the property 'spring.kafka.client-id'
            'bellbuoy.reload.every: 1s' | not those of bellbuoy.reload
            """)
    void whatIsNoFileOfRulesIsRefused(String content, String reason) {
        assertThatThrownBy(() -> environment(content))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'bellbuoy.rules.large.when: "amount > "' | Complete the expression
            'bellbuoy.rules.large.whem: "amount > 1"' | did you mean 'when'
            'bellbuoy.rules.large.severity: LOUD' | bellbuoy.rules.large.severity
            'bellbuoy.rules.large.stream: payment' | did you mean 'payments'
            'bellbuoy.application-id: other' | a change of application-id, which cannot change while the service runs
            'bellbuoy.streams.payments.idle-timeout: 1s' | a change of streams, which cannot change while the service runs
            'bellbuoy.state.cache-entries: 10' | a change of state, which cannot change while the service runs
            'bellbuoy.concurrency: 2' | a change of concurrency, which cannot change while the service runs
            """)
    void aChangeThatCannotBeRunIsRefused(String content, String reason) throws Exception {
        ConfigurableEnvironment environment = environment("bellbuoy.rules.large.severity: HIGH");
        RuleCompilation compilation = compilation(environment);

        assertThatThrownBy(() -> compilation.compile(content.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(causes(e)).contains(reason));
    }

    private static String causes(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static RuleCompilation compilation(ConfigurableEnvironment environment) {
        BellbuoyProperties properties = Yaml.bind(environment);
        RuleSetFactory factory = new RuleSetFactory(properties);
        Plan plan = Plan.compile(factory.ruleSet(), List.of());
        EmitSettings emit = Settings.emit(properties, factory);
        return new RuleCompilation(
                RulesFileTests.class.getClassLoader(),
                environment,
                properties,
                emit,
                List.of(),
                List.of(),
                new RulesInForce(plan),
                // Nothing that is refused comes so far as to ask it.
                new KafkaAdmin(Map.of("bootstrap.servers", "127.0.0.1:1")));
    }

    private ConfigurableEnvironment environment(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("rules.yml"), content);
        ConfigurableEnvironment environment = Yaml.environment(BASE);
        point(environment, file);
        RulesFilePostProcessor.addTo(environment);
        return environment;
    }

    private static void point(ConfigurableEnvironment environment, Path file) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("test", Map.of("bellbuoy.reload.file", file.toString())));
    }
}
