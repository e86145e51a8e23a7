package io.bellbuoy.stream.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the file of {@code bellbuoy.reload.file}, if there is one, over all that configuration files and arguments say. */
final class RulesFilePostProcessor implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        addTo(environment);
    }

    static void addTo(ConfigurableEnvironment environment) {
        String file = environment.getProperty(RulesFile.PROPERTY);
        if (file == null || file.isBlank()) {
            return;
        }
        Path path = Path.of(file);
        try {
            RulesFile.of(path, Files.readAllBytes(path)).addTo(environment);
        } catch (IOException e) {
            throw RulesFile.refused(path + ", which cannot be read (" + e + ")", "a readable YAML file");
        }
    }
}
