package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
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
                names.stream()
                        .filter(PREFIX::isAncestorOf)
                        .forEach(name -> check(name, names.getConfigurationProperty(name)));
            }
        }
    }

    private void check(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
        Type type = BellbuoyProperties.class;
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            type = next(type, name, i);
        }
        // Empty maps and lists arrive as an empty text.
        if (property != null && !property.getValue().toString().isEmpty()) {
            requireValue(name, type);
        }
    }

    /** Refuses a single value where properties are wanted; of several simple values one may be written alone. */
    private void requireValue(ConfigurationPropertyName name, Type type) {
        Set<String> known = known(type).keySet();
        boolean isMap = type instanceof ParameterizedType generic && generic.getRawType() == Map.class;
        boolean isList = type instanceof ParameterizedType generic
                && !known(generic.getActualTypeArguments()[0]).isEmpty();
        if (!known.isEmpty() || isMap || isList) {
            throw refused(
                    name,
                    "a single value",
                    isMap
                            ? "names, each with what is declared"
                            : isList ? "a list of entries, each with its properties" : listed(known));
        }
    }

    private static String listed(Collection<String> known) {
        return "its properties: " + String.join(", ", known);
    }

    /** Refuses a list where names are wanted, and names where a list is. */
    private static void requireForm(ParameterizedType type, ConfigurationPropertyName name, int index) {
        boolean isMap = type.getRawType() == Map.class;
        if (isMap == name.isNumericIndex(index)) {
            throw refused(
                    name.chop(index),
                    isMap ? "a list" : "the property " + name.getElement(index, Form.ORIGINAL),
                    isMap
                            ? "names, each with what is declared, without '-' before them"
                            : "a list, with '-' before each entry");
        }
    }

    private static RuleException refused(ConfigurationPropertyName at, String found, String allowed) {
        String path = at.toString();
        String subject = subject(at, path);
        String property = subject.equals(path)
                ? at.getLastElement(Form.ORIGINAL)
                : at.subName(3).toString();
        return new RuleException(
                subject.equals(path) ? at.getParent().toString() : subject, property, found + " at " + path, allowed);
    }

    private Type next(Type type, ConfigurationPropertyName name, int index) {
        String element = name.getElement(index, Form.ORIGINAL);
        if (type instanceof ParameterizedType generic) {
            requireForm(generic, name, index);
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
