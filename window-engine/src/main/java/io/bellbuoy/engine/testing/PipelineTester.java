package io.bellbuoy.engine.testing;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.RuleKey;
import io.bellbuoy.engine.pipeline.SnoozeRequest;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rule set as the runtime does, in memory and at once: several partitions, batches that commit, a clock that
 * stands until it is moved, and crashes. Events go to the partition of their key, as Kafka would send them.
 *
 * <p>Single-threaded. Every event is a batch of its own unless {@link #batch} says otherwise.
 */
public final class PipelineTester {

    private Plan plan;
    private final ManualClock clock;
    private final List<TestPartition> partitions = new ArrayList<>();
    private final TestStages stages;
    private final Outputs outputs = new Outputs();
    private final Map<String, ListContent> lists = new HashMap<>();
    private long listOffset;
    private boolean inBatch;

    /**
     * @param rules the rule set
     * @param detectors detectors that run beside the rules
     * @param partitions the number of partitions, at least 1
     * @param start what the clock shows first
     */
    public PipelineTester(RuleSet rules, List<? extends Detector<?>> detectors, int partitions, Instant start) {
        this(Plan.compile(rules, detectors), partitions, start);
    }

    /**
     * @param plan a rule set with its detectors and aggregates
     * @param partitions the number of partitions, at least 1
     * @param start what the clock shows first
     */
    public PipelineTester(Plan plan, int partitions, Instant start) {
        this.plan = plan;
        this.clock = new ManualClock(start);
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new TestPartition(plan, TestStages.place(i, partitions)));
        }
        this.stages = new TestStages(plan, partitions);
    }

    /** A tester of one partition without detectors, whose clock begins at the epoch. */
    public static PipelineTester of(RuleSet rules) {
        return new PipelineTester(rules, List.of(), 1, Instant.EPOCH);
    }

    /**
     * Sends an event. Its record's timestamp is its event time.
     *
     * @param fields the event's fields; numbers of any kind and decimal text for decimals
     */
    public void send(String stream, Map<String, ?> fields) {
        StreamSpec spec = spec(stream);
        @Nullable Object[] values = new Object[spec.schema().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = spec.schema().fields().get(i);
            values[i] = convert(field, fields.get(field.name()));
        }
        String key = String.valueOf(values[spec.schema().position(spec.key())]);
        long time =
                switch (spec.time().kind()) {
                    case EVENT ->
                        ((Instant) required(
                                        values, spec, String.valueOf(spec.time().field())))
                                .toEpochMilli();
                    case INGESTION, PROCESSING -> clock.millis();
                };
        beginBatch();
        TestPartition partition = partition(key);
        long offset = partition.nextOffset();
        StoredRecord record = new StoredRecord(
                stream,
                partition.number(),
                offset,
                time,
                key.getBytes(StandardCharsets.UTF_8),
                fields.toString().getBytes(StandardCharsets.UTF_8),
                List.of());
        String id = spec.id() == null
                ? stream + "-" + partition.number() + "@" + offset
                : String.valueOf(required(values, spec, spec.id()));
        partition.process(new Event(stream, time, id, key, values, record));
        commit();
    }

    /**
     * Deletes the entry of a key from the table that a stream fills, as a record without a value does.
     *
     * @param at the record's timestamp
     */
    public void delete(String table, String key, Instant at) {
        TestPartition partition = partition(key);
        StoredRecord record = new StoredRecord(
                table,
                partition.number(),
                partition.nextOffset(),
                at.toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                null,
                List.of());
        partition.delete(table, key, record);
        commit();
    }

    private static Object required(@Nullable Object[] values, StreamSpec spec, String field) {
        Object value = values[spec.schema().position(field)];
        if (value == null) {
            throw new IllegalArgumentException(
                    "An event of stream '" + spec.name() + "' needs a value of '" + field + "'.");
        }
        return value;
    }

    private static @Nullable Object convert(Field field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case DECIMAL -> new BigDecimal(value.toString());
            case STRING -> value.toString();
            case BOOLEAN -> (Boolean) value;
            case TIMESTAMP ->
                (value instanceof Instant instant ? instant : Instant.parse(value.toString()))
                        .truncatedTo(ChronoUnit.MILLIS);
        };
    }

    private StreamSpec spec(String stream) {
        return plan.rules().streams().stream()
                .filter(spec -> spec.name().equals(stream))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream is named '" + stream + "'."));
    }

    /** Sends a watermark to every partition of a stream, which must allow it. */
    public void watermark(String stream, Instant watermark) {
        beginBatch();
        for (TestPartition partition : partitions) {
            partition.watermark(stream, watermark.toEpochMilli());
        }
        commit();
    }

    /** Sends a watermark to every partition of every stream. */
    public void watermark(Instant watermark) {
        plan.rules().streams().forEach(stream -> watermark(stream.name(), watermark));
    }

    /**
     * Puts an entry on a list with a topic, in place of any of that value, from the next batch on.
     *
     * @param reason why; null: nobody said
     * @param until the event time from which it does not count any more; null: it counts until it is taken off
     */
    public void list(String list, String value, @Nullable String reason, @Nullable Instant until) {
        long end = until == null ? ListSpec.NEVER : until.toEpochMilli();
        change(list, changes -> changes.put(new ListSpec.Entry(value, reason, end, null)));
    }

    /** Takes a value off a list with a topic, from the next batch on. */
    public void unlist(String list, String value) {
        change(list, changes -> changes.remove(value));
    }

    /**
     * Snoozes a rule and key, before the events of the batch.
     *
     * @param key the fields of the rule's key with their values
     * @throws io.bellbuoy.engine.rule.RuleException if it cannot be
     */
    public Snooze snooze(String rule, Map<String, String> key, SnoozeRequest request) {
        RuleKey found = RuleKey.of(plan, rule, key);
        beginBatch();
        Snooze snooze = partition(found.recordKey()).snooze(found, request);
        commit();
        return snooze;
    }

    /** Ends the snooze of a rule and key; returns what was in force, or null. */
    public @Nullable Snooze endSnooze(String rule, Map<String, String> key) {
        RuleKey found = RuleKey.of(plan, rule, key);
        beginBatch();
        Snooze ended = partition(found.recordKey()).endSnooze(found);
        commit();
        return ended;
    }

    /** The snooze of a rule and key; null if none is in force. */
    public @Nullable Snooze snoozeOf(String rule, Map<String, String> key) {
        RuleKey found = RuleKey.of(plan, rule, key);
        return partition(found.recordKey()).task().snoozeOf(found);
    }

    private TestPartition partition(String recordKey) {
        return partitions.get(Math.floorMod(recordKey.hashCode(), partitions.size()));
    }

    private void change(String list, Consumer<ListContent.Changes> change) {
        ListContent.Changes changes =
                lists.getOrDefault(list, ListContent.empty("tester")).change();
        change.accept(changes);
        lists.put(list, changes.read(0, listOffset++).done());
    }

    /** Moves the clock, with all sources read to their end, and lets it take effect. */
    public void advanceClock(Duration by) {
        clock.advance(by);
        beginBatch();
        partitions.forEach(partition -> partition.tick(clock.millis()));
        commit();
    }

    /** Runs some sends as one batch. */
    public void batch(Runnable sends) {
        run(sends);
        commit();
    }

    /** Runs some sends as one batch that fails at its end, as when the broker is lost: nothing of it is left. */
    public void failingBatch(Runnable sends) {
        run(sends);
        partitions.forEach(TestPartition::rollback);
    }

    private void run(Runnable sends) {
        beginBatch();
        inBatch = true;
        try {
            sends.run();
        } finally {
            inBatch = false;
        }
    }

    /** As the runtime does at the begin of each batch: the tasks take over what was read of lists. */
    private void beginBatch() {
        if (!inBatch) {
            partitions.forEach(partition -> partition.take(lists));
        }
    }

    private void commit() {
        if (!inBatch) {
            partitions.forEach(partition -> partition.commit(stages));
            stages.run(lists, outputs);
        }
    }

    /**
     * Lets the stages behind the first wait, as when their consumers lag, or go on. What the first sends them is kept, also
     * over a crash.
     */
    public void pauseStages(boolean isPaused) {
        stages.pause(isPaused);
        commit();
    }

    /** Loses the memory of every partition and restores it from the binary form of its committed state. */
    public void crash() {
        crash(plan);
    }

    /** As {@link #crash()}, and comes back with other rules, as after an upgrade. */
    public void crash(Plan next) {
        partitions.forEach(partition -> partition.crash(next));
        stages.crash(next);
        plan = next;
    }

    /**
     * Goes over to other rules on every partition, as the next batch begins.
     *
     * @throws io.bellbuoy.engine.rule.RuleException if they cannot follow those in force; these stay then
     */
    public void switchTo(Plan next) {
        plan.requireSuccessor(next);
        partitions.forEach(partition -> partition.switchTo(next));
        plan = next;
    }

    /** What was committed so far. */
    public Outputs outputs() {
        return outputs;
    }

    /** The number of state entries over all partitions. */
    public long stateEntries() {
        return partitions.stream().mapToLong(TestPartition::stateEntries).sum() + stages.stateEntries();
    }

    /** The values of all features of one record key. */
    public Map<String, @Nullable Object> features(String recordKey) {
        return partition(recordKey).task().features(recordKey);
    }
}
