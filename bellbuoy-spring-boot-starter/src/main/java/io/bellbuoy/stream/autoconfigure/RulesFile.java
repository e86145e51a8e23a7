package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.RuleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The file of {@code bellbuoy.reload.file} as the strongest source of properties, with its bytes. */
final class RulesFile extends MapPropertySource {

    static final String PROPERTY = "bellbuoy.reload.file";
    private static final String NAME = "bellbuoyRules";

    private final byte[] content;

    private RulesFile(Map<String, Object> properties, byte[] content) {
        super(NAME, properties);
        this.content = content;
    }

    /**
     * Reads the documents of a file; of one property in several, the last counts.
     *
     * @throws RuleException if it is no YAML, or has properties that are not about streams and rules
     */
    static RulesFile of(Path file, byte[] content) {
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            var resource = new ByteArrayResource(content, file.toString());
            for (PropertySource<?> document : new YamlPropertySourceLoader().load(NAME, resource)) {
                MapPropertySource map = (MapPropertySource) document;
                for (String name : map.getPropertyNames()) {
                    properties.put(name, String.valueOf(map.getProperty(name)));
                }
            }
        } catch (IOException | RuntimeException e) {
            String reason =
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            throw refused(file + ", which is no YAML (" + reason + ")", "a YAML file");
        }
        properties.keySet().stream()
                .filter(name -> !name.startsWith("bellbuoy.") || name.startsWith("bellbuoy.reload"))
                .findFirst()
                .ifPresent(name -> {
                    throw refused(
                            file + " with the property '" + name + "'",
                            "properties below bellbuoy alone, and not those of bellbuoy.reload");
                });
        return new RulesFile(properties, content);
    }

    static RuleException refused(String found, String allowed) {
        return new RuleException("bellbuoy.reload", "file", found, allowed);
    }

    /** The file that an environment was made with. */
    static RulesFile in(Environment environment) {
        if (environment instanceof ConfigurableEnvironment sources
                && sources.getPropertySources().get(NAME) instanceof RulesFile found) {
            return found;
        }
        throw refused(
                "a file that was not read at the start",
                "the property in application.yml, an environment variable or an argument, where it is known when the service starts");
    }

    /** What the file said. */
    byte[] content() {
        return content;
    }

    /** Puts it over all other sources. */
    void addTo(ConfigurableEnvironment environment) {
        environment.getPropertySources().addFirst(this);
    }

    /** An environment of the same sources with this file in the place of the one before. */
    ConfigurableEnvironment over(ConfigurableEnvironment environment) {
        return new AbstractEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                environment.getPropertySources().stream()
                        .filter(source -> !source.getName().equals(NAME))
                        // A view of all the others, with the file before.
                        .filter(source -> !source.getName().equals("configurationProperties"))
                        .forEach(sources::addLast);
                sources.addFirst(RulesFile.this);
            }
        };
    }
}
