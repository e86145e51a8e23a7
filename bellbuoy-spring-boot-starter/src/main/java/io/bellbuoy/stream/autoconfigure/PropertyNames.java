package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Refuses properties below {@code bellbuoy} that nothing reads: binding would ignore them, and a rule would run without
 * what its author wrote. Environment variables and system properties are not looked at, since others may use the prefix.
 */
final class PropertyNames {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("bellbuoy");

    /** Parts of the language that a later version brings. */
    private static final Set<String> LATER = Set.of("precision");

    private final Map<String, Map<String, Type>> components = new LinkedHashMap<>();

    /**
     * Checks all names.
     *
     * @throws RuleException at the first that is unknown; names where it is, what was found and what is known
     */
    void check(Environment environment) {
        UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names && filter.apply(source)) {
                names.stream().filter(PREFIX::isAncestorOf).forEach(this::check);
            }
        }
    }

    private void check(ConfigurationPropertyName name) {
        Type type = BellbuoyProperties.class;
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            type = next(type, name, i);
        }
    }

    private Type next(Type type, ConfigurationPropertyName name, int index) {
        String element = name.getElement(index, Form.ORIGINAL);
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        Map<String, Type> known = known(type);
        Type found = known.entrySet().stream()
                .filter(entry -> uniform(entry.getKey()).equals(name.getElement(index, Form.UNIFORM)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (found == null) {
            throw unknown(name, index, element, List.copyOf(known.keySet()));
        }
        return found;
    }

    private Map<String, Type> known(Type type) {
        if (!(type instanceof Class<?> record)
                || !record.isRecord()
                || record == TimeSpan.class
                || record == WindowSize.class) {
            return Map.of();
        }
        return components.computeIfAbsent(record.getName(), any -> {
            Map<String, Type> known = new LinkedHashMap<>();
            RecordComponent[] parts = record.getRecordComponents();
            Parameter[] parameters = record.getDeclaredConstructors()[0].getParameters();
            for (int i = 0; i < parts.length; i++) {
                known.put(spelt(parts[i], parameters[i]), parts[i].getGenericType());
            }
            return known;
        });
    }

    private static String spelt(RecordComponent component, Parameter parameter) {
        Name renamed = parameter.getAnnotation(Name.class);
        if (renamed != null) {
            return renamed.value();
        }
        return spelt(component);
    }

    static String spelt(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String uniform(String spelt) {
        return spelt.replace("-", "");
    }

    private static RuleException unknown(
            ConfigurationPropertyName name, int index, String element, List<String> known) {
        String path = name.chop(index).toString();
        String property = path + "." + element;
        if (known.isEmpty()) {
            return new RuleException(
                    path, element, "a property below a single value", "the value of " + path + " alone");
        }
        if (LATER.contains(element)) {
            return new RuleException(
                    subject(name, path),
                    element,
                    "a part of the language that this version does not have",
                    String.join(", ", known));
        }
        return new RuleException(
                subject(name, path),
                element,
                "the unknown property " + property,
                "a property" + Nearest.hint(element, known));
    }

    /** The rule, feature or stream that the name is about, or the path where there is none. */
    private static String subject(ConfigurationPropertyName name, String path) {
        if (name.getNumberOfElements() < 4) {
            return path;
        }
        String declared = name.getElement(2, Form.ORIGINAL);
        return switch (name.getElement(1, Form.UNIFORM)) {
            case "rules" -> "rule '" + declared + "'";
            case "scorecards" -> "scorecard '" + declared + "'";
            case "features" -> "feature '" + declared + "'";
            case "joins" -> "join '" + declared + "'";
            case "lists" -> "list '" + declared + "'";
            case "tables" -> "table '" + declared + "'";
            case "streams" -> "stream '" + declared + "'";
            default -> path;
        };
    }
}
