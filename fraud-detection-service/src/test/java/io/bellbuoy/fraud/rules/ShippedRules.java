package io.bellbuoy.fraud.rules;

import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.stream.autoconfigure.DeclaredRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The rules of the service's own {@code application.yml}. */
final class ShippedRules {

    private ShippedRules() {}

    /** The rules, with watermark records allowed, so that a test can let time pass. */
    static RuleSet ruleSet() {
        return ruleSet(Map.of(
                "bellbuoy.streams.transactions.allow-watermarks", "true",
                "bellbuoy.streams.verified.allow-watermarks", "true"));
    }

    static RuleSet ruleSet(Map<String, Object> overrides) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("overrides", overrides));
        try {
            new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DeclaredRules.in(environment);
    }
}
