package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams and what expressions over their events may name. */
final class StreamNames {

    private final Map<String, StreamSpec> streams = new LinkedHashMap<>();
    private final Map<String, UserAggregate<?>> users = new LinkedHashMap<>();
    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final boolean forwarded;

    /**
     * @param aggregates those written in Java
     * @param forwarded whether events come from a stage before, where streams of several record keys meet: a key is told
     *     by its fields, whichever of them is the record key
     */
    StreamNames(List<StreamSpec> specs, List<? extends UserAggregate<?>> aggregates, boolean forwarded) {
        this.forwarded = forwarded;
        aggregates.forEach(this::add);
        for (StreamSpec spec : specs) {
            if (streams.put(spec.name(), spec) != null) {
                throw new RuleException("streams", spec.name(), "two streams of that name", "one");
            }
        }
        if (streams.isEmpty()) {
            throw new RuleException("streams", "streams", "none", "at least one stream");
        }
    }

    private void add(UserAggregate<?> aggregate) {
        String name = aggregate.name();
        String owner = "aggregate '" + name + "'";
        if (!name.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new RuleException(owner, "name", "'" + name + "'", "a letter, then letters and digits");
        }
        if (AggregateCall.isBuiltIn(name) || users.put(name, aggregate) != null) {
            throw new RuleException(owner, "name", "the name of another aggregate", "a name of its own");
        }
    }

    /** An aggregate of the engine or one written in Java. */
    AggregateCall aggregate(String owner, String property, String text) {
        return MeasureRequest.parse(owner, property, text, users);
    }

    StreamSpec require(String owner, String property, String name) {
        StreamSpec spec = streams.get(name);
        if (spec == null) {
            throw new RuleException(
                    owner, property, "'" + name + "'", "a declared stream" + Nearest.hint(name, streams.keySet()));
        }
        return spec;
    }

    /** The names of an event's fields; slots are the positions of the schema. */
    static Names namesOf(StreamSpec stream) {
        Names names = new Names();
        for (Field field : stream.schema().fields()) {
            names.add(field.name(), field.type());
        }
        return names;
    }

    @Nullable
    Expression where(String owner, StreamSpec stream, @Nullable String source) {
        if (source == null) {
            return null;
        }
        return compiler.compileCondition(
                source,
                fieldsAlone(stream, "'where' reads the event's fields alone; ask the rest in the 'when' of a rule."),
                owner + ", where");
    }

    Expression argument(String owner, StreamSpec stream, String source) {
        return compiler.compile(
                source,
                fieldsAlone(
                        stream,
                        "An aggregate reads the event's fields alone; combine results in the 'when' of a rule."),
                owner);
    }

    private static Names fieldsAlone(StreamSpec stream, String advice) {
        Names names = namesOf(stream);
        names.elsewhere("features", advice);
        names.elsewhere("tables", advice);
        names.elsewhere("lists", advice);
        return names;
    }

    Expression condition(String owner, Names names, String source) {
        return compiler.compileCondition(source, names, owner + ", when");
    }

    /** The key of some fields; those of the stream's key when none are named. */
    KeyBy keyBy(String owner, StreamSpec stream, List<String> fields) {
        if (fields.isEmpty() || fields.equals(List.of(stream.key()))) {
            return forwarded
                    ? named(List.of(stream.key()), stream)
                    : new KeyBy(KeyBy.RECORD_KEY, List.of(stream.key()), stream.schema());
        }
        for (String field : fields) {
            if (!stream.schema().has(field)) {
                List<String> known =
                        stream.schema().fields().stream().map(Field::name).toList();
                throw new RuleException(
                        owner,
                        "by",
                        "'" + field + "'",
                        "fields of stream '" + stream.name() + "'" + Nearest.hint(field, known));
            }
        }
        if (fields.stream().distinct().count() != fields.size()) {
            throw new RuleException(owner, "by", String.join(", ", fields), "each field once");
        }
        return named(fields, stream);
    }

    private static KeyBy named(List<String> fields, StreamSpec stream) {
        return new KeyBy(AlertIds.number("space", String.join(",", fields)) | 1, fields, stream.schema());
    }

    static FieldType typeOf(StreamSpec stream, String field) {
        return stream.schema().fields().get(stream.schema().position(field)).type();
    }
}
