package io.bellbuoy.deadletters.console;

import java.lang.reflect.RecordComponent;
import org.springframework.web.util.UriComponentsBuilder;

/** Links that keep what was asked. */
final class PageLinks {

    private PageLinks() {}

    /** The same question, from where a page ended. */
    static String with(String path, Record filter, String after) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        for (RecordComponent component : filter.getClass().getRecordComponents()) {
            Object value = value(filter, component);
            if (value != null
                    && !value.toString().isBlank()
                    && !component.getName().equals("after")) {
                link.queryParam(component.getName(), "{" + component.getName() + "}");
            }
        }
        link.queryParam("after", "{after}");
        return link.encode()
                .build()
                .expand(name -> name.equals("after") ? after : value(filter, name))
                .toUriString();
    }

    private static Object value(Record filter, String name) {
        for (RecordComponent component : filter.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return value(filter, component);
            }
        }
        throw new IllegalArgumentException("There is no component " + name + ".");
    }

    private static Object value(Record filter, RecordComponent component) {
        try {
            return component.getAccessor().invoke(filter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A public record can be read.", e);
        }
    }
}
