package io.bellbuoy.benchmarks.draw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * The recipes of the documentation over payments of an account, each a YAML file of the same name: windows, aggregates, emission
 * and patterns are the recipe's, fields are those of payments, and bounds are such that few payments ring, since the busiest
 * account has 80 a second. Those that need a table, a second stream that is rare, or a second key are left out.
 */
enum Recipe {
    ACCOUNT_TAKEOVER,
    BOT_LIKE_POSTING,
    CARD_TESTING,
    CHEATING_PLAYER,
    CPU_SPIKE,
    HOURLY_SENSOR,
    MERCHANT_BURST,
    PROFILE_VIEW_DIGEST,
    SENSOR_SILENT,
    SHARED_DEVICE,
    SURGE,
    TRENDING_HASHTAGS,
    VELOCITY;

    private static final String PREFIX = "bellbuoy.";

    /** The name in the documentation. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it declares, by the property's name below {@code bellbuoy}. */
    Map<String, String> declarations() {
        byte[] yaml = DrawnRules.resource("/recipes/" + label() + ".yml").getBytes(StandardCharsets.UTF_8);
        Map<String, String> declarations = new LinkedHashMap<>();
        for (PropertySource<?> document : documents(yaml)) {
            EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) document;
            for (String name : properties.getPropertyNames()) {
                declarations.put(name.substring(PREFIX.length()), String.valueOf(properties.getProperty(name)));
            }
        }
        return declarations;
    }

    private List<PropertySource<?>> documents(byte[] yaml) {
        try {
            return new YamlPropertySourceLoader().load(label(), new ByteArrayResource(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
