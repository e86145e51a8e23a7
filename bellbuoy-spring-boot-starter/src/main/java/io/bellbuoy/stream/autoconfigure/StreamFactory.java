package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.decode.SchemaReader;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/** Makes a stream and its topic from properties. */
final class StreamFactory {

    private static final DataSize LARGEST_RECORD = DataSize.ofMegabytes(15);

    private final String name;
    private final StreamProperties stream;
    private final Checks checks;

    private final boolean isTable;

    StreamFactory(String name, StreamProperties stream) {
        this(name, stream, false, new Checks("stream '" + name + "'"));
    }

    private StreamFactory(String name, StreamProperties stream, boolean isTable, Checks checks) {
        this.name = name;
        this.stream = stream;
        this.isTable = isTable;
        this.checks = checks;
    }

    /** Of the stream that fills a table. */
    static StreamFactory ofTable(Checks checks, String name, TableProperties table) {
        return new StreamFactory(name, table.stream(), true, checks);
    }

    InputTopic create() {
        checks.ruleName(name);
        Schema schema = schema();
        String key =
                field("key", checks.required("key", stream.key(), "the field whose value is the record key"), schema);
        String id = Checks.optional(stream.id());
        if (id != null) {
            field("id", id, schema);
        }
        StreamSpec spec = new StreamSpec(
                name,
                schema,
                id,
                key,
                time(schema),
                stream.outOfOrderness().duration(),
                stream.idleTimeout().duration(),
                stream.maxFuture().duration(),
                deduplicate(id),
                stream.allowWatermarks());
        String topic = Checks.optional(stream.topic());
        return new InputTopic(checks.topic("topic", topic == null ? name : topic), spec, isTable, maxRecordBytes());
    }

    private String field(String property, String field, Schema schema) {
        checks.knownField(property, field, schema);
        return field;
    }

    private Schema schema() {
        boolean fields = !stream.fields().isEmpty();
        Resource resource = stream.schema();
        if (fields == (resource != null)) {
            throw checks.refused(
                    "schema",
                    fields ? "schema and fields" : "neither schema nor fields",
                    "exactly one of schema and fields");
        }
        SchemaReader reader = new SchemaReader(name);
        return resource == null ? reader.fromFields(stream.fields()) : reader.fromJsonSchema(read(resource));
    }

    private byte[] read(Resource resource) {
        if (!resource.exists()) {
            throw checks.refused(
                    "schema",
                    "no file at " + resource.getDescription(),
                    "a JSON Schema, as in classpath:/schemas/transaction.json");
        }
        try {
            return resource.getContentAsByteArray();
        } catch (IOException e) {
            throw checks.refused(
                    "schema",
                    resource.getDescription() + ", which cannot be read (" + e.getMessage() + ")",
                    "a readable file");
        }
    }

    private TimeSource time(Schema schema) {
        String time = checks.required("time", stream.time(), "a field of type timestamp, or ingestion, or processing");
        return switch (time) {
            case "ingestion" -> TimeSource.ingestion();
            case "processing" -> TimeSource.processing();
            default -> TimeSource.field(field("time", time, schema));
        };
    }

    private @Nullable Duration deduplicate(@Nullable String id) {
        TimeSpan span = stream.deduplicate();
        if (span == null || span.duration().isZero()) {
            return null;
        }
        if (id == null) {
            throw checks.refused(
                    "deduplicate", span + " without an id", "deduplicate with id, the field of the event's id");
        }
        return span.duration();
    }

    private int maxRecordBytes() {
        DataSize size = stream.maxRecordSize();
        // A batch's producer takes requests of 16 MB, headers of a dead letter included.
        if (size.toBytes() < 1 || size.compareTo(LARGEST_RECORD) > 0) {
            throw checks.refused("max-record-size", size.toString(), "1B to 15MB");
        }
        return Math.toIntExact(size.toBytes());
    }
}
