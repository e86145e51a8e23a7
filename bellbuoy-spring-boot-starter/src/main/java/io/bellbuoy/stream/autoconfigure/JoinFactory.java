package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes joins from properties. Whether their sides fit together is checked with the streams that they make. */
final class JoinFactory {

    private final Map<String, JoinProperties> joins;
    private final Map<String, StreamSpec> streams;
    private final TimeSpan lateness;

    /**
     * @param streams the declared streams
     * @param lateness for joins that do not say
     */
    JoinFactory(Map<String, JoinProperties> joins, List<StreamSpec> streams, TimeSpan lateness) {
        this.joins = joins;
        this.streams = streams.stream().collect(Collectors.toMap(StreamSpec::name, Function.identity()));
        this.lateness = lateness;
    }

    /** The joins in the order of declaration. */
    List<JoinSpec> create() {
        return joins.entrySet().stream()
                .map(join -> create(join.getKey(), join.getValue()))
                .toList();
    }

    private JoinSpec create(String name, JoinProperties join) {
        Checks checks = new Checks("join '" + name + "'");
        checks.ruleName(name);
        if (join.before() == null && join.after() == null) {
            throw checks.refused(
                    "after",
                    "neither before nor after",
                    "how far the two events may be apart, as in after: 10m; 0s for events of the same time");
        }
        return new JoinSpec(
                name,
                checks.required("left", join.left(), "a stream or another join"),
                checks.required("right", join.right(), "a stream or another join"),
                by(name, new HashSet<>()),
                length(join.before()),
                length(join.after()),
                (join.allowedLateness() == null ? lateness : join.allowedLateness()).duration());
    }

    /** The key of a stream or join; empty if it is unknown or a join of itself, which is refused with the streams. */
    private String by(@Nullable String name, Set<String> above) {
        StreamSpec stream = name == null ? null : streams.get(name);
        JoinProperties join = name == null ? null : joins.get(name);
        if (stream != null) {
            return stream.key();
        }
        if (join == null || !above.add(String.valueOf(name))) {
            return "";
        }
        String given = Checks.optional(join.by());
        return given == null ? by(join.left(), above) : given;
    }

    private static Duration length(@Nullable TimeSpan given) {
        return given == null ? Duration.ZERO : given.duration();
    }
}
