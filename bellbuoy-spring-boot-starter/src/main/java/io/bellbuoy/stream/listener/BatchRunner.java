package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.stream.commit.Outcome;
import io.bellbuoy.stream.commit.TransactionalBatch;
import io.bellbuoy.stream.decode.Decoded;
import io.bellbuoy.stream.decode.DecodedSink;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.decode.RecordDecoder;
import io.bellbuoy.stream.decode.StageDecoder;
import io.bellbuoy.stream.decode.TopicDecoder;
import io.bellbuoy.stream.fault.FaultPoint;
import io.bellbuoy.stream.lists.BroadcastLists;
import io.bellbuoy.stream.lists.KnownLists;
import io.bellbuoy.stream.state.LogRecordWriter;
import io.bellbuoy.stream.state.StateTopics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Runs one batch, from records to the end of its transaction: decode, task, clock, state log, offsets, commit. What
 * becomes of the tasks afterwards is the caller's business. For one consumer thread.
 */
final class BatchRunner implements DecodedSink {

    /** A batch that is behind ends after this time, so that its transaction stays short. */
    private static final long LONGEST_BATCH_MILLIS = 1_000;

    /** How many keys of a task are looked at before a batch, while state is removed that no rule has any more. */
    private static final int KEYS_SWEPT = 1_000;

    private final RulesInForce inForce;
    private final List<InputTopic> inputs;
    private final Map<String, TopicDecoder> decoders = new HashMap<>();
    private final Map<String, String> streams = new HashMap<>();
    private final BatchTally tally;
    private final StateTopics stateTopics;
    private final SourceEnds ends;
    private final BroadcastLists lists;
    private final Clock clock;
    private final LogRecordWriter writer;
    private final BatchLimit limit = new BatchLimit();
    private final NextRecords next = new NextRecords();
    private final Set<LiveTask> touched = new LinkedHashSet<>();

    private @Nullable Plan decoding;
    private final Set<LiveTask> waiting = new HashSet<>();
    private @Nullable LiveTask current;
    private int records;
    private int fedLast = -1;
    private long commitBegan;

    BatchRunner(
            RulesInForce inForce,
            List<InputTopic> inputs,
            BatchTally tally,
            StateTopics stateTopics,
            SourceEnds ends,
            BroadcastLists lists,
            Clock clock) {
        this.inForce = inForce;
        this.inputs = inputs;
        inputs.forEach(input -> streams.put(input.topic(), input.stream().name()));
        this.tally = tally;
        this.stateTopics = stateTopics;
        this.ends = ends;
        this.lists = lists;
        this.clock = clock;
        this.writer = new LogRecordWriter();
    }

    /**
     * Runs one batch.
     *
     * @param feeds the records; what is left in them afterwards is for another batch
     * @param live all live tasks: the clock takes effect on each
     */
    Outcome run(
            TransactionalBatch transaction, List<TaskFeed> feeds, Collection<LiveTask> live, Consumer<?, ?> consumer) {
        touched.clear();
        records = 0;
        takeRules(live);
        // After the poll that gave the records: these are the member and generation that own them.
        ConsumerGroupMetadata group = consumer.groupMetadata();
        if (!feeds.isEmpty()) {
            FaultPoint.reached(FaultPoint.POLLED);
        }
        transaction.begin();
        try {
            FaultPoint.reached(FaultPoint.BEGUN);
            sweep(live);
            takeOver(lists.known(), live);
            change(live);
            process(feeds);
            tick(live, feeds, consumer);
            tell();
            FaultPoint.reached(FaultPoint.PROCESSED);
            log(transaction);
            FaultPoint.reached(FaultPoint.LOGGED);
        } catch (RuntimeException e) {
            return transaction.abort(e);
        }
        if (!touched.isEmpty()) {
            transaction.offsets(offsets(), group);
        }
        commitBegan = clock.millis();
        Outcome outcome = transaction.commit();
        if (outcome instanceof Outcome.Committed) {
            limit.committed(records);
        } else {
            limit.failed(records);
        }
        return outcome;
    }

    /** Goes over to the rules in force; what the tasks note of that is part of this batch. */
    private void takeRules(Collection<LiveTask> live) {
        Plan plan = inForce.plan();
        if (decoding != plan) {
            decoding = plan;
            inputs.forEach(input -> decoders.put(input.topic(), decoder(input, plan)));
            if (plan.stage() > 0) {
                decoders.put(stateTopics.applicationId(), new StageDecoder(plan));
            }
        }
        live.forEach(task -> task.use(plan));
    }

    private RecordDecoder decoder(InputTopic input, Plan plan) {
        return new RecordDecoder(input, clock, plan.reads(input.stream().name()));
    }

    private void sweep(Collection<LiveTask> live) {
        waiting.clear();
        for (LiveTask task : live) {
            current = task;
            if (task.isBehind() || !task.task().sweep(KEYS_SWEPT)) {
                waiting.add(task);
            }
            if (task.state().changeCount() > 0) {
                touched.add(task);
            }
        }
    }

    /** What was read of lists takes effect on all tasks, whether or not they have records. */
    private void takeOver(KnownLists known, Collection<LiveTask> live) {
        for (LiveTask task : live) {
            if (waiting.contains(task)) {
                continue;
            }
            current = task;
            known.contents().forEach((list, content) -> takeOver(list, content, known, task));
            if (task.state().changeCount() > 0) {
                touched.add(task);
            }
        }
    }

    /** Every task knows what is new, so one of them makes dead letters of it: that of partition 0 of the first stage. */
    private void takeOver(String list, ListContent content, KnownLists known, LiveTask task) {
        List<KnownLists.Bad> bad = task.partition() > 0 || task.task().plan().stage() > 0
                ? List.of()
                : known.bad().stream()
                        .filter(record -> record.list().equals(list))
                        .filter(record -> !isTaken(record, content, task))
                        .toList();
        task.task().list(list, content);
        bad.stream()
                .filter(record -> isTaken(record, content, task))
                .forEach(record -> tally.undecodable(record.record()));
    }

    private static boolean isTaken(KnownLists.Bad record, ListContent content, LiveTask task) {
        return record.offset() < task.task().listNext(record.list(), content.source(), record.partition());
    }

    /** What people change takes effect before the events of the batch: its log record and offsets hold it. */
    private void change(Collection<LiveTask> live) {
        for (LiveTask task : live) {
            current = task;
            if (!waiting.contains(task) && task.inbox().change(task.task())) {
                touched.add(task);
            }
        }
    }

    private void process(List<TaskFeed> feeds) {
        long until = clock.millis() + LONGEST_BATCH_MILLIS;
        for (TaskFeed feed : limit.isSet() ? inTurn(feeds) : feeds) {
            if (feed.hasNext() && !waiting.contains(feed.task())) {
                process(feed, until);
            }
            if (records >= limit.most() || clock.millis() >= until) {
                return;
            }
        }
    }

    /** Those behind the task that was the last to be fed come first: what a batch may have might not be enough for all. */
    private List<TaskFeed> inTurn(List<TaskFeed> feeds) {
        List<TaskFeed> inTurn = new ArrayList<>(feeds);
        inTurn.sort(Comparator.comparing((TaskFeed feed) -> feed.task().partition() <= fedLast)
                .thenComparing(feed -> feed.task().partition()));
        return inTurn;
    }

    private void process(TaskFeed feed, long until) {
        begin(feed.task());
        fedLast = feed.task().partition();
        int most = limit.most() - records;
        int taken = 0;
        while (taken < most && feed.hasNext()) {
            next.take(feed, most - taken, decoders);
            next.to(this);
            taken += next.size();
            if (clock.millis() >= until) {
                break;
            }
        }
        records += taken;
        feed.putPositions(feed.task().next());
    }

    private void begin(LiveTask task) {
        current = task;
        touched.add(task);
    }

    private void tick(Collection<LiveTask> live, List<TaskFeed> feeds, Consumer<?, ?> consumer) {
        long now = clock.millis();
        for (LiveTask task : live) {
            if (waiting.contains(task)) {
                continue;
            }
            current = task;
            long sent = tally.sent();
            // What was polled but waits for the next batch is ahead of the task, though the consumer is past it.
            boolean isFed = feeds.stream().anyMatch(feed -> feed.task() == task && feed.hasNext());
            boolean changed = task.task().tick(now, stream -> !isFed && isCaughtUp(task, stream, consumer, now), tally);
            if (changed || tally.sent() != sent || task.state().changeCount() > 0) {
                touched.add(task);
            }
        }
    }

    private void tell() {
        for (LiveTask task : touched) {
            current = task;
            task.task().tell(tally);
        }
    }

    private boolean isCaughtUp(LiveTask task, String stream, Consumer<?, ?> consumer, long now) {
        for (TopicPartition source : task.next().keySet()) {
            if (stream.equals(streams.get(source.topic())) && !ends.isReached(consumer, source, now)) {
                return false;
            }
        }
        return true;
    }

    private void log(TransactionalBatch transaction) {
        for (LiveTask task : touched) {
            current = task;
            @Nullable Future<RecordMetadata> last = null;
            for (byte[] value : task.logRecords(writer)) {
                last = transaction.send(new ProducerRecord<>(stateTopics.log(), task.partition(), null, value));
            }
            task.logged(last);
        }
        current = null;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        touched.forEach(
                task -> task.next().forEach((source, next) -> offsets.put(source, new OffsetAndMetadata(next))));
        return offsets;
    }

    // ---- what the records turned out to be

    @Override
    public void accepted(Event event) {
        tally.processed(event.stream());
        currentTask().task().process(event, tally);
    }

    @Override
    public void watermark(Decoded.Watermark watermark) {
        currentTask().task().watermark(watermark.stream(), watermark.millis(), watermark.source(), tally);
    }

    @Override
    public void deleted(Decoded.Deleted deleted) {
        tally.processed(deleted.stream());
        currentTask().task().delete(deleted.stream(), deleted.key(), deleted.source(), tally);
    }

    @Override
    public void forwarded(StageRecord record) {
        currentTask().task().process(record, tally);
    }

    @Override
    public void undecodable(Decoded.Undecodable undecodable) {
        tally.undecodable(undecodable);
    }

    private LiveTask currentTask() {
        LiveTask task = current;
        if (task == null) {
            throw new IllegalStateException("No task is being fed.");
        }
        return task;
    }

    // ---- about the last batch

    /** The tasks whose log and offsets the batch wrote. */
    Set<LiveTask> touched() {
        return touched;
    }

    /** The task that was at work when the batch failed; null if none was. */
    @Nullable
    LiveTask current() {
        return current;
    }

    /** The number of records that the batch took. */
    int records() {
        return records;
    }

    /** When its commit began, epoch milliseconds. */
    long commitBegan() {
        return commitBegan;
    }
}
