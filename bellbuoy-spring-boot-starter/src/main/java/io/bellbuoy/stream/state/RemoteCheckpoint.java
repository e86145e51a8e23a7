package io.bellbuoy.stream.state;

import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Copies the marked entries of the local store to the checkpoint topic, in steps of one transaction each, and last the place in
 * the log. Local checkpoints may go on between the steps: newer values do no harm, since the log is replayed from the place.
 *
 * <p>The local store must hold everything up to a place that this instance reached after the transactional id was
 * initialised. Otherwise values older than those in the topic would take their place, below its position.
 */
final class RemoteCheckpoint {

    /** The key of the record that says where to go on in the log. */
    static final byte[] POSITION = {'p', 'o', 's', 'i', 't', 'i', 'o', 'n'};

    private final RocksStore store;
    private final Producer<byte[], byte[]> producer;
    private final TopicPartition topic;
    private final StoreMeta meta;
    private final StateSettings settings;
    private final Clock clock;
    private final BooleanSupplier cancelled;

    private byte[] next = EntryKeys.FIRST_MARKER;
    private boolean atEnd;
    private long entries;
    private long bytes;

    RemoteCheckpoint(
            RocksStore store,
            Producer<byte[], byte[]> producer,
            TopicPartition topic,
            StoreMeta meta,
            StateSettings settings,
            Clock clock,
            BooleanSupplier cancelled) {
        this.store = store;
        this.producer = producer;
        this.topic = topic;
        this.meta = meta;
        this.settings = settings;
        this.clock = clock;
        this.cancelled = cancelled;
    }

    /** Commits one transaction; true if it was the last. After a failure the caller aborts. */
    boolean step() {
        producer.beginTransaction();
        List<byte[]> sent = sendSome();
        FaultPoint.reached(FaultPoint.REMOTE_ENTRIES_SENT);
        if (atEnd) {
            send(POSITION, meta.toBytes());
            FaultPoint.reached(FaultPoint.REMOTE_POSITION_SENT);
        }
        producer.commitTransaction();
        FaultPoint.reached(FaultPoint.REMOTE_COMMITTED);
        unmark(sent);
        return atEnd;
    }

    /** Sends until the transaction is full or late, at least one entry: however the clock jumps, each step gets on. */
    private List<byte[]> sendSome() {
        Instant until = clock.instant().plus(settings.transactionTime());
        long upTo = bytes + settings.transactionBytes();
        List<byte[]> sent = new ArrayList<>();
        store.scan(next, EntryKeys.AFTER_MARKERS, iterator -> {
            while (iterator.isValid()
                    && (sent.isEmpty() || bytes < upTo && clock.instant().isBefore(until))) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The store is closed.");
                }
                byte[] marker = iterator.key();
                byte[] entry = EntryKeys.entryOfMarker(marker);
                send(EntryKeys.address(entry), store.get(entry));
                sent.add(marker);
                iterator.next();
            }
            atEnd = !iterator.isValid();
            return sent;
        });
        if (!sent.isEmpty()) {
            byte[] last = sent.get(sent.size() - 1);
            next = Arrays.copyOf(last, last.length + 1);
        }
        return sent;
    }

    private void send(byte[] key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic.topic(), topic.partition(), key, value));
        entries++;
        bytes += key.length + (value == null ? 0 : value.length);
    }

    private void unmark(List<byte[]> sent) {
        try (WriteBatch batch = new WriteBatch()) {
            for (byte[] marker : sent) {
                batch.delete(marker);
            }
            store.write(batch);
        } catch (RocksDBException cause) {
            throw new StateStoreException("A batch of writes cannot be built.", false, cause);
        }
    }

    /** The place in the log that it will write. */
    LogPosition position() {
        return meta.position();
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }
}
