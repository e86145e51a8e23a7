package io.bellbuoy.engine.alert;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an alert with names in braces, as in {@code {total} in 10 minutes over {n} payments}. Immutable. */
public final class MessageTemplate {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)}");

    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    public MessageTemplate(String template) {
        Matcher name = NAME.matcher(template);
        int from = 0;
        while (name.find()) {
            texts.add(template.substring(from, name.start()));
            names.add(name.group(1));
            from = name.end();
        }
        texts.add(template.substring(from));
    }

    /** The names it uses. */
    public Set<String> names() {
        return new TreeSet<>(names);
    }

    /** The first brace that begins no name, with what follows it; empty if there is none. */
    public Optional<String> unnamed() {
        return texts.stream()
                .filter(text -> text.contains("{"))
                .map(text -> text.substring(text.indexOf('{')))
                .findFirst();
    }

    /** The text with the values of its names; "no data" for a missing one. Decimals are plain, without trailing zeros after the point beyond those given. */
    public String format(Map<String, @Nullable Object> values) {
        StringBuilder text = new StringBuilder(texts.get(0));
        for (int i = 0; i < names.size(); i++) {
            text.append(text(values.get(names.get(i)))).append(texts.get(i + 1));
        }
        return text.toString();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "no data";
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
