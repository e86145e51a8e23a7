package io.bellbuoy.stream.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Environments and properties from YAML. */
final class Yaml {

    private Yaml() {}

    static ConfigurableEnvironment environment(String yaml) {
        return environment(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    static ConfigurableEnvironment file(String path) {
        return environment(new ClassPathResource(path));
    }

    static BellbuoyProperties bind(ConfigurableEnvironment environment) {
        BindResult<BellbuoyProperties> bound = Binder.get(environment).bind("bellbuoy", BellbuoyProperties.class);
        return bound.get();
    }

    private static ConfigurableEnvironment environment(Resource resource) {
        StandardEnvironment environment = new StandardEnvironment();
        addTo(environment, resource);
        return environment;
    }

    static void addTo(ConfigurableEnvironment environment, Resource resource) {
        try {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("rules", resource);
            sources.forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
