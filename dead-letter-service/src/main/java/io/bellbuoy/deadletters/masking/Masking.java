package io.bellbuoy.deadletters.masking;

import io.bellbuoy.deadletters.property.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows what is sensitive in which topics. Thread-safe. */
public class Masking {

    private final List<MaskingProperties.Rule> rules;
    private final Map<MaskingProperties.Rule, FieldMarks> ofSchemas = new ConcurrentHashMap<>();
    private final Map<String, TopicMask> masks = new ConcurrentHashMap<>();

    /**
     * Masking by these rules.
     *
     * @throws java.io.UncheckedIOException if a schema cannot be read
     */
    public Masking(MaskingProperties properties) {
        rules = properties.rules();
        // Now, so that a mistake is seen at the start.
        rules.forEach(this::marks);
    }

    /**
     * What is sensitive in a dead letter.
     *
     * @param topic the dead-letter topic
     * @param origin the topic of the record that failed; null if unknown
     */
    public TopicMask of(String topic, @Nullable String origin) {
        return masks.computeIfAbsent(topic + '\0' + (origin == null ? "" : origin), both -> mask(topic, origin));
    }

    private TopicMask mask(String topic, @Nullable String origin) {
        List<MaskingProperties.Rule> holding = rules.stream()
                .filter(rule -> Topics.match(rule.topics(), topic, origin))
                .toList();
        Set<String> headers = holding.stream()
                .flatMap(rule -> rule.headers().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new TopicMask(
                holding.stream()
                        .map(this::marks)
                        .filter(marks -> !marks.isEmpty())
                        .toList(),
                headers,
                holding.stream().anyMatch(MaskingProperties.Rule::key));
    }

    private FieldMarks marks(MaskingProperties.Rule rule) {
        return ofSchemas.computeIfAbsent(rule, unread -> {
            FieldMarks marks = new FieldMarks();
            unread.fields().forEach(marks::add);
            if (unread.schema() != null) {
                SchemaMarks.read(unread.schema(), marks);
            }
            return marks;
        });
    }
}
