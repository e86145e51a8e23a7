package io.bellbuoy.deadletters.edit;

import io.bellbuoy.deadletters.property.Bounds;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code bellbuoy.deadletters.edit.*}.
 *
 * @param enabled whether operators may edit values and redrive them
 * @param limit the largest value that can be edited, before and after; 1 byte to 512 KB
 * @param schemas what edited values must be; all schemas whose topics match hold together
 */
@ConfigurationProperties("bellbuoy.deadletters.edit")
public record EditProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("256KB") DataSize limit,
        @DefaultValue List<Rule> schemas) {

    private static final DataSize LARGEST = DataSize.ofKilobytes(512);

    /** @throws IllegalArgumentException if a value is out of bounds */
    public EditProperties {
        Bounds.require(
                limit.toBytes() >= 1 && limit.compareTo(LARGEST) <= 0,
                "edit.limit",
                limit,
                "1B to 512KB, which is what a form of a page carries");
        schemas = List.copyOf(schemas);
    }

    /**
     * What the values of some topics must be.
     *
     * @param topics a regular expression that the whole name of the dead-letter topic or of the topic of origin matches
     * @param schema a JSON Schema, as in {@code classpath:schemas/transaction.json}
     */
    public record Rule(Pattern topics, Resource schema) {

        /** @throws IllegalArgumentException if one is missing */
        public Rule {
            require(topics, "topics", "a regular expression for the names of topics, such as payments.*");
            require(schema, "schema", "where a JSON Schema is, such as classpath:schemas/transaction.json");
        }

        private static void require(@Nullable Object found, String property, String allowed) {
            Bounds.require(found != null, "edit.schemas[]." + property, "missing", allowed);
        }
    }
}
