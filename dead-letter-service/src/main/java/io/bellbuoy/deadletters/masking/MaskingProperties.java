package io.bellbuoy.deadletters.masking;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The properties {@code bellbuoy.deadletters.masking.*}.
 *
 * @param rules what is sensitive; all rules whose topics match hold together
 */
@ConfigurationProperties("bellbuoy.deadletters.masking")
public record MaskingProperties(@DefaultValue List<Rule> rules) {

    public MaskingProperties {
        rules = List.copyOf(rules);
    }

    /**
     * What is sensitive in some topics.
     *
     * @param topics a regular expression that the whole name of the dead-letter topic or of the topic of origin matches
     * @param fields fields of JSON values: a name, which counts at any depth, or a path such as {@code $.customer.cards[*].pan}
     * @param headers names of headers
     * @param key whether the key is sensitive
     * @param schema a JSON Schema whose properties with {@code "x-sensitive": true} are sensitive, as in
     *     {@code classpath:schemas/transaction.json}
     */
    public record Rule(
            Pattern topics,
            @DefaultValue List<String> fields,
            @DefaultValue List<String> headers,
            @DefaultValue("false") boolean key,
            @Nullable Resource schema) {

        /** @throws IllegalArgumentException if there are no topics, or a path that is none */
        public Rule {
            if (topics == null) {
                throw new IllegalArgumentException(
                        "bellbuoy.deadletters.masking.rules[].topics is missing; it must be a"
                                + " regular expression for the names of topics, such as payments.*");
            }
            fields = List.copyOf(fields);
            headers = List.copyOf(headers);
            fields.forEach(FieldMarks::check);
        }
    }
}
