package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.RuleSet;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What the examples of the documentation declare, for tests outside this package. */
public final class ExampleRules {

    private ExampleRules() {}

    /**
     * The rule set of some YAML, bound and checked as at a start.
     *
     * @param example the example
     * @param rest more YAML, for what the example leaves out; empty for nothing
     */
    public static RuleSet of(String example, String rest) {
        ConfigurableEnvironment environment = Yaml.environment(example);
        if (!rest.isEmpty()) {
            Yaml.addTo(environment, new ByteArrayResource(rest.getBytes(StandardCharsets.UTF_8)));
        }
        new PropertyNames().check(environment);
        return new RuleSetFactory(Yaml.bind(environment)).ruleSet();
    }

    /** Every property below {@code bellbuoy}, as in {@code state.checkpoint.local} or {@code streams.*.topic}. */
    public static List<String> propertyNames() {
        List<String> names = new ArrayList<>();
        collect(BellbuoyProperties.class, "", names);
        return names;
    }

    /** The defaults of those properties that are single values and have one, as they are declared. */
    public static Map<String, String> propertyDefaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        collect(BellbuoyProperties.class, "", new ArrayList<>(), defaults);
        return defaults;
    }

    private static void collect(Type type, String path, List<String> names) {
        collect(type, path, names, new LinkedHashMap<>());
    }

    private static void collect(Type type, String path, List<String> names, Map<String, String> defaults) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            collect(generic.getActualTypeArguments()[1], path + ".*", names, defaults);
        } else if (type instanceof ParameterizedType generic && isRecord(generic.getActualTypeArguments()[0])) {
            collect(generic.getActualTypeArguments()[0], path + ".*", names, defaults);
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && record != TimeSpan.class
                && record != WindowSize.class) {
            RecordComponent[] parts = record.getRecordComponents();
            Parameter[] parameters = record.getDeclaredConstructors()[0].getParameters();
            for (int i = 0; i < parts.length; i++) {
                String name = spelt(parts[i], parameters[i]);
                String full = path.isEmpty() ? name : path + "." + name;
                DefaultValue given = parameters[i].getAnnotation(DefaultValue.class);
                if (given != null && given.value().length == 1) {
                    defaults.put(full, given.value()[0]);
                }
                collect(parts[i].getGenericType(), full, names, defaults);
            }
        } else {
            names.add(path);
        }
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> element && element.isRecord();
    }

    private static String spelt(RecordComponent component, Parameter parameter) {
        Name renamed = parameter.getAnnotation(Name.class);
        return renamed != null
                ? renamed.value()
                : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
