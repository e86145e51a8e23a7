package io.bellbuoy.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PropertiesTests {

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    static class Properties {}

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void withoutAnyTheDefaultsHold() {
        context.run(started -> assertThat(started).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collect.discovery=50ms | collect.discovery is PT0.05S; it must be PT0.1S to PT1H.",
                "collect.pause=5m | collect.pause is PT5M; it must be PT0.1S to PT4M.",
                "collect.threads=0 | must be greater than or equal to 1",
                "collect.batch=100000 | must be less than or equal to 50000",
                "collect.attempts=11 | must be less than or equal to 10",
                "collect.group= | must not be blank",
                "collect.topics=( | Unclosed group",
                "payload.limit=1GB | payload.limit is 1073741824B; it must be 0B to 64MB",
                "payload.preview=9MB | payload.preview is 9437184B; it must be 0B to bellbuoy.deadletters.payload.limit",
                "payload.compress-from=-1B | payload.compress-from is -1B; it must be 0B or more.",
                "grouping.own-packages=com.acme. | must be the name of a Java package without a dot at its end",
                "redrive.stop-at=1.5 | redrive.stop-at is 1.5; it must be 0 to 1.",
                "redrive.max-batch=0 | redrive.max-batch is 0; it must be 1 to 10000.",
                "redrive.rate=0 | redrive.rate is 0; it must be 1 or more.",
                "redrive.lag-limit=-1 | redrive.lag-limit is -1; it must be 0 or more.",
                "redrive.observe=25h | redrive.observe is PT25H; it must be PT0S to PT24H.",
                "redrive.lease=0s | redrive.lease is PT0S; it must be PT1S to PT1H.",
                "redrive.max-redrives=0 | must be greater than or equal to 1",
                "monitor.refresh=0s | monitor.refresh is PT0S; it must be PT0.1S to PT1H.",
                "monitor.oldest=0s | monitor.oldest is PT0S; it must be PT1S to PT8760H.",
                "edit.limit=1MB | edit.limit is 1048576B; it must be 1B to 512KB, which is what a form of a page carries.",
                "edit.schemas[0].topics=a | edit.schemas[].schema is missing; it must be where a JSON Schema is",
                "policies-every=0s | policies-every is PT0S; it must be PT0.1S to PT1H."
            })
    void whatIsNotAllowedIsSaidAtTheStart(String property, String message) {
        context.withPropertyValues("bellbuoy.deadletters." + property)
                .run(started -> assertThat(started.getStartupFailure()).hasStackTraceContaining(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=                    | policies[].name is blank; it must be a name by which the audit knows the policy.",
                "when.topic=              | policies[a].when is empty; it must be at least one of exception, failure-class, topic,",
                "when.topic=(             | Unclosed group",
                "then=                    | policies[a].then is missing; it must be retry, park, discard or notify.",
                "then=explode             | No enum constant io.bellbuoy.deadletters.policy.Action.explode",
                "then=park                | policies[a].reason is missing; it must be said in words, for those who ask later.",
                "after=-1s                | policies[a].after is PT-1S; it must be PT0S to PT8760H.",
                "backoff=0.5              | policies[a].backoff is 0.5; it must be 1 to 10.",
                "jitter=2                 | policies[a].jitter is 2.0; it must be 0 to 1.",
                "max=many                 | For input string: \"many\""
            })
    void aPolicyThatIsNotAllowedIsSaidAtTheStart(String property, String message) {
        context.withPropertyValues(
                        "bellbuoy.deadletters.policies[0].name=a",
                        "bellbuoy.deadletters.policies[0].when.topic=.*",
                        "bellbuoy.deadletters.policies[0].then=retry",
                        "bellbuoy.deadletters.policies[0]." + property)
                .run(started -> assertThat(started.getStartupFailure()).hasStackTraceContaining(message));
    }

    @Test
    void twoPoliciesHaveTwoNames() {
        List<String> properties = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String policy = "bellbuoy.deadletters.policies[" + i + "].";
            properties.addAll(List.of(policy + "name=a", policy + "when.topic=.*", policy + "then=retry"));
        }
        context.withPropertyValues(properties.toArray(String[]::new))
                .run(started -> assertThat(started.getStartupFailure())
                        .hasStackTraceContaining("policies[].name is a twice; it must be a name of its own."));
    }

    @Test
    void everyPropertyIsDescribedAndDocumented() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "dead-letters.md"));
        try (InputStream metadata = PropertiesTests.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : JsonMapper.shared().readTree(metadata).at("/properties")) {
                String name = property.at("/name").asString();
                assertThat(property.at("/description").asString()).as(name).isNotBlank();
                assertThat(page).contains("| `" + name.substring("bellbuoy.deadletters.".length()) + "` |");
            }
        }
    }
}
