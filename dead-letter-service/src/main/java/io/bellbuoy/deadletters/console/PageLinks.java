package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.search.Page;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** Links that keep what was asked. */
final class PageLinks {

    private PageLinks() {}

    /** The same question, from where a page ended; empty if that was the last. */
    static String next(String path, Record filter, Page<?> page) {
        String after = page.next();
        if (after == null) {
            return "";
        }
        Map<String, Object> asked = asked(filter);
        asked.put("after", after);
        return to(path, asked);
    }

    /** A link with parameters. */
    static String to(String path, Map<String, Object> parameters) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        return link.encode().buildAndExpand(parameters).toUriString();
    }

    /** What is given of a filter, by name. */
    static Map<String, Object> asked(Record filter) {
        Map<String, Object> asked = new LinkedHashMap<>();
        for (RecordComponent component : filter.getClass().getRecordComponents()) {
            Object value = value(filter, component);
            if (value != null && !value.toString().isBlank()) {
                asked.put(component.getName(), value);
            }
        }
        return asked;
    }

    private static Object value(Record filter, RecordComponent component) {
        try {
            return component.getAccessor().invoke(filter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A public record can be read.", e);
        }
    }
}
