package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.stream.autoconfigure.DeclaredRules;
import io.bellbuoy.stream.autoconfigure.DeclaredRules.Declared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * A YAML file with declarations below {@code bellbuoy}, checked as at the start of a service. Only what is in the file
 * counts: no environment variables, no system properties, no profiles (documents for a profile are left out).
 */
public final class RuleFile {

    private static final Pattern STREAM =
            Pattern.compile("bellbuoy\\.(?:streams|tables)(\\.[^.\\[]+|\\[[^]]+])(?=\\.)");

    private static final String PROFILE = "spring.config.activate.on-profile";

    private final Declared declared;
    private final Plan plan;

    private RuleFile(Declared declared, Plan plan) {
        this.declared = declared;
        this.plan = plan;
    }

    /**
     * Reads and checks a file.
     *
     * @throws RuleFileException with every declaration that is wrong
     * @throws UncheckedIOException if the file cannot be read
     */
    public static RuleFile read(Path file) {
        return read(file, List.of());
    }

    /** As {@link #read(Path)}, with detectors beside the rules. */
    public static RuleFile read(Path file, List<? extends Detector<?>> detectors) {
        return read(file, detectors, List.of());
    }

    /** As {@link #read(Path)}, with detectors beside the rules, and aggregates that the rules use by their names. */
    public static RuleFile read(
            Path file, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        try {
            return of(Files.readString(file), detectors, aggregates);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rules in " + file + ".", e);
        }
    }

    /** As {@link #read(Path)}, of the text of a file. */
    public static RuleFile of(String yaml, List<? extends Detector<?>> detectors) {
        return of(yaml, detectors, List.of());
    }

    /** As {@link #read(Path, List, List)}, of the text of a file. */
    public static RuleFile of(
            String yaml, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        Map<String, Object> properties = properties(yaml);
        List<String> problems = new ArrayList<>();
        Map<String, Object> rest = new LinkedHashMap<>(properties);
        while (true) {
            try {
                RuleFile checked = checked(rest, detectors, aggregates);
                if (problems.isEmpty()) {
                    return checked;
                }
                throw new RuleFileException(problems);
            } catch (RuleFileException e) {
                throw e;
            } catch (RuntimeException e) {
                Mistake mistake = Mistake.of(e);
                problems.add(mistake.text());
                // What is wrong in the rest is to be said too, but not what only follows from this mistake.
                if (!mistake.removeFrom(rest) || rest.keySet().stream().noneMatch(RuleFile::isOfStream)) {
                    throw new RuleFileException(problems);
                }
            }
        }
    }

    private static RuleFile checked(
            Map<String, Object> properties,
            List<? extends Detector<?>> detectors,
            List<? extends UserAggregate<?>> aggregates) {
        Declared declared = DeclaredRules.all(new FileEnvironment(properties, openToWatermarks(properties)));
        return new RuleFile(declared, Plan.compile(declared.rules(), detectors, aggregates));
    }

    /** The kit moves the watermark by records of its own, whatever the streams allow. */
    private static Map<String, Object> openToWatermarks(Map<String, Object> properties) {
        Map<String, Object> open = new LinkedHashMap<>();
        for (String property : properties.keySet()) {
            Matcher stream = STREAM.matcher(property);
            if (stream.lookingAt()) {
                open.put(stream.group() + ".allow-watermarks", true);
            }
        }
        return open;
    }

    private static boolean isOfStream(String property) {
        return STREAM.matcher(property).lookingAt();
    }

    /** All documents flattened; of one name in several, the last counts. */
    private static Map<String, Object> properties(String yaml) {
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "the rules");
            for (PropertySource<?> document : new YamlPropertySourceLoader().load("rules", resource)) {
                if (document instanceof MapPropertySource map && !map.containsProperty(PROFILE)) {
                    properties.putAll(map.getSource());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new RuleFileException(List.of(YamlMistake.of(e)));
        }
        List<String> misplaced = YamlMistake.misplaced(properties.keySet());
        if (!misplaced.isEmpty()) {
            throw new RuleFileException(misplaced);
        }
        if (properties.keySet().stream().noneMatch(name -> name.startsWith("bellbuoy."))) {
            throw new RuleFileException(
                    List.of(
                            "The file declares nothing below 'bellbuoy'; needed are bellbuoy.application-id and bellbuoy.streams."));
        }
        return properties;
    }

    /** The rule set. */
    public RuleSet rules() {
        return declared.rules();
    }

    Declared declared() {
        return declared;
    }

    Plan plan() {
        return plan;
    }

    /** An environment of some properties alone. */
    private static final class FileEnvironment extends AbstractEnvironment {

        FileEnvironment(Map<String, Object> properties, Map<String, Object> stronger) {
            getPropertySources().addFirst(new MapPropertySource("kit", stronger));
            getPropertySources().addLast(new OriginTrackedMapPropertySource("rules", properties));
        }
    }
}
