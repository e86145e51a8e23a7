package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.ManualClock;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.autoconfigure.DeclaredRules.Declared;
import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.decode.Decoded;
import io.bellbuoy.stream.decode.DecodedSink;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.decode.RecordDecoder;
import io.bellbuoy.stream.emit.OutputRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** One run of rules over lines of events: a task on an empty state, and a batch a line. */
final class RuleRun implements DecodedSink {

    /** Longer than a window of a year, with its lateness. */
    private static final Duration AFTER_THE_LAST = Duration.ofDays(400);

    private final Declared declared;
    private final Map<String, InputTopic> inputs = new LinkedHashMap<>();
    private final Map<String, RecordDecoder> decoders = new LinkedHashMap<>();
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final OutputLines lines = new OutputLines();
    private final LaterStages stages;
    private final OutputRecords outputs;
    private final ListLines lists;
    private final TaskState state;
    private final Task task;
    private int line;

    RuleRun(RuleFile file) {
        this.declared = file.declared();
        for (InputTopic input : declared.inputs()) {
            inputs.put(input.stream().name(), input);
            decoders.put(
                    input.stream().name(),
                    new RecordDecoder(
                            input, clock, file.plan().reads(input.stream().name())));
        }
        this.stages = new LaterStages(file.plan(), lines);
        this.lists = new ListLines(declared.rules().lists());
        DeadLetters deadLetters = new DeadLetters(
                declared.emit().application(),
                DeadLetterLimits.of(declared.inputs(), declared.rules().lists()));
        this.outputs = new OutputRecords(declared.emit(), deadLetters, new EventCodec(), stages);
        this.state = TaskState.inMemory(file.plan().cellTypes());
        this.task = new Task(file.plan(), state, true, RuleObserver.NOOP);
    }

    /** The outputs so far. */
    List<String> lines() {
        return List.copyOf(lines.lines());
    }

    void take(EventLine event) {
        line = event.number();
        lines.at(line);
        Instant watermark = event.time(EventLine.WATERMARK);
        if (ListLines.isAbout(event)) {
            list(event);
        } else if (watermark != null) {
            watermark(event, watermark);
        } else {
            process(event, stream(event));
        }
        batchEnds();
    }

    private void list(EventLine event) {
        Decoded.Undecodable noEntry = lists.take(event, clock.millis());
        lists.contents().forEach(task::list);
        if (noEntry != null) {
            outputs.undecodable(noEntry);
        }
    }

    private InputTopic stream(EventLine event) {
        String name = event.field(EventLine.STREAM);
        if (name == null && inputs.size() == 1) {
            return declared.inputs().get(0);
        }
        InputTopic input = name == null ? null : inputs.get(name);
        if (input == null) {
            throw new EventFileException(
                    line,
                    EventLine.STREAM + (name == null ? " is missing" : " is '" + name + "'")
                            + "; allowed are the streams " + String.join(", ", inputs.keySet()) + ".");
        }
        return input;
    }

    private void process(EventLine event, InputTopic input) {
        Instant given = event.time(EventLine.TIMESTAMP);
        if (given != null) {
            moveClock(given);
        }
        String deleted = event.field(EventLine.DELETE);
        if (deleted != null) {
            delete(deleted, input);
            return;
        }
        RecordDecoder decoder = decoders.get(input.stream().name());
        Decoded decoded = decoder.decode(record(event, input, given == null ? clock.instant() : given));
        if (given == null
                && decoded instanceof Decoded.Accepted accepted
                && input.stream().time().kind() == TimeSource.Kind.EVENT) {
            Instant time = Instant.ofEpochMilli(accepted.event().time());
            moveClock(time);
            decoded = decoder.decode(record(event, input, time));
        }
        decoded.to(this);
    }

    private void delete(String key, InputTopic input) {
        decoders.get(input.stream().name())
                .decode(record(input, clock.millis(), key, null, new RecordHeaders()))
                .to(this);
    }

    private void moveClock(Instant time) {
        if (time.isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), time));
        }
    }

    private ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            EventLine event, InputTopic input, Instant timestamp) {
        String key = event.field(EventLine.KEY);
        return record(
                input,
                timestamp.toEpochMilli(),
                key == null ? event.field(input.stream().key()) : key,
                event.text().getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    private ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            InputTopic input, long timestamp, @Nullable String key, byte @Nullable [] value, RecordHeaders headers) {
        return LineRecord.of(input.topic(), line, timestamp, key, value, headers);
    }

    private void watermark(EventLine event, Instant watermark) {
        if (event.field(EventLine.STREAM) != null) {
            watermark(stream(event), watermark);
        } else {
            declared.inputs().forEach(input -> watermark(input, watermark));
        }
    }

    private void watermark(InputTopic input, Instant watermark) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.WATERMARK, DeadLetterHeaders.text(watermark.toEpochMilli()));
        decoders.get(input.stream().name())
                .decode(record(input, clock.millis(), null, null, headers))
                .to(this);
    }

    /** Nothing comes any more: the watermark moves on until all is closed. */
    void end() {
        Instant reached = Instant.ofEpochMilli(Math.max(clock.millis(), task.watermark()));
        declared.inputs().forEach(input -> watermark(input, reached.plus(AFTER_THE_LAST)));
        batchEnds();
        // What waits for the clock has its time too.
        moveClock(reached.plus(AFTER_THE_LAST));
        batchEnds();
    }

    private void batchEnds() {
        task.tick(clock.millis(), stream -> true, outputs);
        task.tell(outputs);
        state.commit();
        task.committed();
        stages.run(lists.contents(), outputs);
    }

    @Override
    public void accepted(Event event) {
        task.process(event, outputs);
    }

    @Override
    public void watermark(Decoded.Watermark watermark) {
        task.watermark(watermark.stream(), watermark.millis(), watermark.source(), outputs);
    }

    @Override
    public void deleted(Decoded.Deleted deleted) {
        task.delete(deleted.stream(), deleted.key(), deleted.source(), outputs);
    }

    @Override
    public void forwarded(StageRecord record) {
        throw new IllegalStateException("Lines are events of streams.");
    }

    @Override
    public void undecodable(Decoded.Undecodable undecodable) {
        outputs.undecodable(undecodable);
    }
}
