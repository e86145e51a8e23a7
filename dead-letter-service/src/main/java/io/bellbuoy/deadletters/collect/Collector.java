package io.bellbuoy.deadletters.collect;

import io.bellbuoy.deadletters.letter.DeadLetter;
import io.bellbuoy.deadletters.letter.LetterReader;
import io.bellbuoy.deadletters.store.DeadLetterStore;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Stores a batch, and acknowledges it once it is committed. If the database is not to be had, nothing is acknowledged: the
 * consumer goes back to the beginning of the batch and pauses, while it goes on polling and so stays in its group.
 */
final class Collector implements BatchAcknowledgingMessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final LetterReader reader;
    private final DeadLetterStore store;
    private final DatabaseGate gate;
    private final CollectMonitor monitor;
    private final Duration pause;

    Collector(LetterReader reader, DeadLetterStore store, DatabaseGate gate, CollectMonitor monitor, Duration pause) {
        this.reader = reader;
        this.store = store;
        this.gate = gate;
        this.monitor = monitor;
        this.pause = pause;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, Acknowledgment acknowledgment) {
        try {
            Map<String, Long> stored = save(records);
            monitor.collected(stored);
            LOG.debug("Stored {} of {} dead letters; the others were stored before.", stored, records.size());
            acknowledgment.acknowledge();
        } catch (CallNotPermittedException e) {
            acknowledgment.nack(0, pause);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The database did not take {} dead letters from {}: {}. Nothing is acknowledged; it is tried again"
                            + " after {}.",
                    records.size(),
                    LetterReader.position(records.get(0)),
                    Refusals.reason(e),
                    pause);
            acknowledgment.nack(0, pause);
        }
    }

    private Map<String, Long> save(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DeadLetter> letters = records.stream().map(reader::read).toList();
        try {
            return gate.pass(() -> store.save(letters));
        } catch (RuntimeException e) {
            if (!Refusals.isRefusal(e)) {
                throw e;
            }
            return saveOneByOne(records, letters);
        }
    }

    /** One dead letter that the database refuses must not hold up the others, nor be lost: it is stored bare. */
    private Map<String, Long> saveOneByOne(List<ConsumerRecord<byte[], byte[]>> records, List<DeadLetter> letters) {
        Map<String, Long> stored = new HashMap<>();
        for (int i = 0; i < letters.size(); i++) {
            saveOne(records.get(i), letters.get(i)).forEach((topic, count) -> stored.merge(topic, count, Long::sum));
        }
        return stored;
    }

    private Map<String, Long> saveOne(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        try {
            return gate.pass(() -> store.save(List.of(letter)));
        } catch (RuntimeException e) {
            if (!Refusals.isRefusal(e)) {
                throw e;
            }
            LOG.error(
                    "The database refuses the dead letter {}: {}. Only where it lies is stored; read it there before it"
                            + " expires, and report this.",
                    letter.position(),
                    Refusals.reason(e));
            return gate.pass(() -> store.save(List.of(reader.bare(record))));
        }
    }
}
