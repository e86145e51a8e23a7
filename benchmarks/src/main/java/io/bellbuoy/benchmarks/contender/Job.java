package io.bellbuoy.benchmarks.contender;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a system is to do in one turn.
 *
 * @param bootstrapServers the broker
 * @param topic the input
 * @param partitions the number of its partitions
 * @param threads the number of threads that read it
 * @param group a group, application and transactional id; no run had it before, unless it goes on with that one's state
 * @param state a directory for local state
 * @param commitInterval time between commits of those systems that commit by the clock
 * @param endless whether to wait for more at the end of the input, instead of finishing there
 * @param properties of Bellbuoy, {@code name=value}, over those of its YAML
 * @param fields that a consumer which parses takes out of an event; none: those of the high-value rule
 */
public record Job(
        String bootstrapServers,
        String topic,
        int partitions,
        int threads,
        String group,
        Path state,
        Duration commitInterval,
        boolean endless,
        List<String> properties,
        List<String> fields) {

    private static final Pattern OTHER_KEY = Pattern.compile("bellbuoy\\.rules\\.[^.]+\\.by=(?!accountId$).*");

    public Job {
        properties = List.copyOf(properties);
        fields = fields.isEmpty() ? FieldParser.FIELDS : List.copyOf(fields);
    }

    /** Where a system that raises alerts puts them, as JSON of {@link io.bellbuoy.events.alert.Alert}. */
    public String alertTopic() {
        return alertTopic(group);
    }

    /** Whether a rule of Bellbuoy's is by another key than the record's, so that events are sent on to a later stage. */
    public boolean hasLaterStage() {
        return properties.stream()
                .anyMatch(property -> OTHER_KEY.matcher(property).matches());
    }

    /** The topic of alerts of a group. */
    public static String alertTopic(String group) {
        return group + "-alerts";
    }
}
