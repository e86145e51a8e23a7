package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** A start with a mistake in its configuration, which has to fail with a reason. */
final class FailedStart {

    private static final String VALID = """
            bellbuoy:
              application-id: fraud
              streams:
                transactions: { schema: "classpath:/schemas/transaction.json", id: transactionId, key: accountId, time: timestamp }
              features:
                mean30d: { stream: transactions, window: { trailing: 30d }, value: "avg(amount)" }
              rules:
                high-value:
                  stream: transactions
                  by: [accountId, country]
                  window: { sliding: 10m, every: 1m }
                  compute: { total: "sum(amount)" }
                  when: "total > 10000"
            """;

    private FailedStart() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class));
    }

    static void assertExplained(Mistake mistake) {
        byte[] yaml = mistake.in(VALID).getBytes(StandardCharsets.UTF_8);
        runner().withInitializer(context -> Yaml.addTo(context.getEnvironment(), new ByteArrayResource(yaml)))
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis)
                            .as("an analysis of " + context.getStartupFailure())
                            .isNotNull();
                    assertThat(analysis.getDescription() + " " + analysis.getAction())
                            .contains(mistake.parts());
                });
    }

    /** As Boot asks them at a failed start. */
    private static @Nullable FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, e) -> {})
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElse(null);
    }
}
