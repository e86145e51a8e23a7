package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The joins of a rule set and the streams that they make. A field of a joined stream is named by the stream it comes from,
 * in camel case, as in {@code rides.fare} or {@code cardPayments.amount}; the key keeps its bare name.
 */
public final class Joins {

    private static final Set<String> TAKEN = Set.of("features", "tables");
    private static final Pattern BREAK = Pattern.compile("[^A-Za-z0-9]+(.)?");

    private final List<StreamSpec> declared;
    private final List<JoinPlan> plans = new ArrayList<>();
    private final Map<String, StreamSpec> streams = new LinkedHashMap<>();
    private final Map<String, JoinSpec> joins = new LinkedHashMap<>();

    /**
     * Checks the joins; one may join what another makes.
     *
     * @param declared the declared streams
     * @throws RuleException if a side is unknown, or has another key, or a join joins itself
     */
    public Joins(List<StreamSpec> declared, List<JoinSpec> specs) {
        this.declared = List.copyOf(declared);
        declared.forEach(stream -> streams.put(stream.name(), stream));
        for (JoinSpec spec : specs) {
            if (streams.containsKey(spec.name()) || joins.put(spec.name(), spec) != null) {
                throw new RuleException(
                        spec.owner(), "name", "the name of another stream or join", "a name of its own");
            }
        }
        specs.forEach(spec -> resolve(spec, List.of()));
    }

    /** The declared streams, and behind them the joined ones, each behind those that it joins. */
    public List<StreamSpec> streams() {
        return Stream.concat(declared.stream(), plans.stream().map(JoinPlan::stream))
                .toList();
    }

    /** The joins, each behind those that it joins. */
    List<JoinPlan> plans() {
        return plans;
    }

    private void resolve(JoinSpec spec, List<String> above) {
        if (streams.containsKey(spec.name())) {
            return;
        }
        List<String> path = new ArrayList<>(above);
        path.add(spec.name());
        if (above.contains(spec.name())) {
            throw new RuleException(
                    spec.owner(),
                    "left",
                    "a join of itself: " + String.join(" -> ", path),
                    "streams, or joins that do not need this one");
        }
        StreamSpec left = side(spec, "left", spec.left(), path);
        StreamSpec right = side(spec, "right", spec.right(), path);
        requireTwo(spec);
        requireKey(spec, left);
        requireKey(spec, right);
        add(spec, left, right);
    }

    private StreamSpec side(JoinSpec spec, String property, String name, List<String> path) {
        JoinSpec join = joins.get(name);
        if (join != null) {
            resolve(join, path);
        }
        StreamSpec stream = streams.get(name);
        if (stream == null) {
            List<String> known = new ArrayList<>(streams.keySet());
            joins.keySet().stream().filter(other -> !other.equals(spec.name())).forEach(known::add);
            throw new RuleException(
                    spec.owner(),
                    property,
                    "the unknown stream '" + name + "'",
                    "a declared stream or join" + Nearest.hint(name, known));
        }
        return stream;
    }

    private static void requireTwo(JoinSpec spec) {
        if (spec.left().equals(spec.right())) {
            throw new RuleException(
                    spec.owner(),
                    "right",
                    "'" + spec.right() + "', which is the left side too",
                    "two different streams; a window finds events of one stream");
        }
    }

    private static void requireKey(JoinSpec spec, StreamSpec side) {
        if (!side.key().equals(spec.by())) {
            throw new RuleException(
                    spec.owner(),
                    "by",
                    "'" + spec.by() + "', but the record key of '" + side.name() + "' is '" + side.key() + "'",
                    "the key of both streams, by the same name; give the key fields one name, or read a topic keyed by '"
                            + spec.by() + "'");
        }
    }

    private void add(JoinSpec spec, StreamSpec left, StreamSpec right) {
        List<Field> fields = new ArrayList<>();
        fields.add(left.schema().fields().get(left.schema().position(spec.by())));
        int[] fromLeft = addFields(spec, left, fields);
        int[] fromRight = addFields(spec, right, fields);
        StreamSpec stream = new StreamSpec(
                spec.name(),
                schema(spec, fields),
                null,
                spec.by(),
                TimeSource.ingestion(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null,
                false);
        streams.put(spec.name(), stream);
        plans.add(new JoinPlan(spec, stream, fromLeft, fromRight));
    }

    /** Adds all fields but the key; those of a join have their names already. */
    private int[] addFields(JoinSpec spec, StreamSpec side, List<Field> fields) {
        String prefix = joins.containsKey(side.name()) ? "" : qualifier(spec, side) + ".";
        List<Field> own = side.schema().fields();
        int key = side.schema().position(side.key());
        int[] positions = new int[own.size() - 1];
        for (int i = 0, next = 0; i < own.size(); i++) {
            if (i != key) {
                fields.add(Field.of(prefix + own.get(i).name(), own.get(i).type()));
                positions[next++] = i;
            }
        }
        return positions;
    }

    private static String qualifier(JoinSpec spec, StreamSpec side) {
        String name = BREAK.matcher(side.name())
                .replaceAll(
                        found -> found.group(1) == null ? "" : found.group(1).toUpperCase(Locale.ROOT));
        if (TAKEN.contains(name)) {
            throw new RuleException(
                    spec.owner(),
                    "left",
                    "stream '" + side.name() + "', whose fields would be named " + name + ".<field>",
                    "streams of another name, since " + name + " means something else in conditions");
        }
        return name;
    }

    private static Schema schema(JoinSpec spec, List<Field> fields) {
        try {
            return new Schema(fields);
        } catch (IllegalArgumentException e) {
            throw new RuleException(
                    spec.owner(),
                    "right",
                    "a field of the same name on both sides (" + e.getMessage() + ")",
                    "streams whose names differ in letters and digits, each once in a chain of joins");
        }
    }

    /** Several pairs may be completed by one record, by which the current event is told from others. */
    void requireWindow(String owner, StreamSpec stream, WindowSpec window) {
        if (joins.containsKey(stream.name())
                && window instanceof WindowSpec.Trailing trailing
                && trailing.excludeCurrent()) {
            throw new RuleException(
                    owner,
                    "window.exclude-current",
                    "true with the joined stream '" + stream.name() + "'",
                    "a trailing window that includes the current event, or a stream that is no join");
        }
    }
}
