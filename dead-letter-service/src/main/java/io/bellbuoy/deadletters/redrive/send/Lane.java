package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.deadletters.redrive.store.Attempt;
import io.bellbuoy.deadletters.redrive.store.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one job to Kafka. Opening it ends whatever an earlier lane of the job left open, and shuts that one out; from
 * then on {@link #witness()} tells for sure which batches are in Kafka. After any exception but {@link Rejected} the lane
 * is of no more use: what became of the batch, the next one tells. For one thread.
 */
public final class Lane implements AutoCloseable {

    private final Producer<byte @Nullable [], byte @Nullable []> producer;

    /** Joins no group and reads nothing: it stands for the job's own group, which has no members. */
    private final Consumer<byte[], byte[]> group;

    private final Admin admin;
    private final Originals originals;
    private final TopicPartition witness;

    Lane(
            Producer<byte @Nullable [], byte @Nullable []> producer,
            Consumer<byte[], byte[]> group,
            Admin admin,
            Originals originals,
            String witnessTopic) {
        this.producer = producer;
        this.admin = admin;
        this.originals = originals;
        this.group = group;
        this.witness = new TopicPartition(witnessTopic, 0);
    }

    /**
     * The number of the latest batch that is in Kafka; empty if nothing says so.
     *
     * @throws Rejected if the topic is gone, or the service is not authorized
     */
    public OptionalLong witness() {
        // Not the admin client: an offset whose transaction is being committed must be waited for, not left out.
        OffsetAndMetadata committed;
        try {
            committed = group.committed(Set.of(witness)).get(witness);
        } catch (AuthorizationException e) {
            throw Faults.ofBatch(e);
        } catch (TimeoutException e) {
            throw e;
        } catch (KafkaException e) {
            // The consumer has no exception of its own for a topic that is gone.
            partitions(List.of(witness.topic()));
            throw e;
        }
        return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    }

    /**
     * Makes the number the witness, with nothing sent.
     *
     * @throws Rejected if it is known that it was not made
     */
    public void establish(long batch) {
        partitions(List.of(witness.topic()));
        transaction(List.of(), batch);
    }

    /**
     * What of a batch can be sent.
     *
     * @param refused why the others cannot, by redrive id
     */
    public record Prepared(
            Map<String, ProducerRecord<byte @Nullable [], byte @Nullable []>> records, Map<String, String> refused) {}

    /**
     * Makes records out of attempts.
     *
     * @throws Rejected if a topic is not there, or not to be had
     */
    public Prepared prepare(List<Attempt> attempts) {
        Map<String, ProducerRecord<byte @Nullable [], byte @Nullable []>> records = new HashMap<>();
        Map<String, String> refused = new HashMap<>();
        Map<String, Integer> partitions =
                partitions(attempts.stream().map(Attempt::topic).distinct().toList());
        for (Attempt attempt : attempts) {
            try {
                records.put(attempt.redriveId(), originals.of(attempt, partitions.get(attempt.topic())));
            } catch (NotRedrivable e) {
                refused.put(attempt.redriveId(), String.valueOf(e.getMessage()));
            }
        }
        return new Prepared(records, refused);
    }

    private Map<String, Integer> partitions(List<String> topics) {
        Map<String, Integer> partitions = new HashMap<>();
        // The admin client makes no topics, as a producer would where the broker lets it. It also tells what is not
        // allowed before anything is sent, where a producer does not always say which right is missing.
        var asked = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        admin.describeTopics(topics, asked).topicNameValues().forEach((topic, answer) -> {
            try {
                TopicDescription description = Answers.of(answer);
                TargetTopics.requireRights(description);
                partitions.put(topic, description.partitions().size());
            } catch (KafkaException e) {
                throw Faults.ofTopic(topic, e);
            }
        });
        return partitions;
    }

    /**
     * Sends a batch in one transaction, and with it its number.
     *
     * @return where each is now
     * @throws Rejected if it is known that nothing was sent
     * @throws KafkaException if it is not known
     */
    public List<Sent> send(List<Attempt> attempts, Prepared prepared, long batch) {
        List<Outgoing> outgoing = attempts.stream()
                .map(attempt ->
                        new Outgoing(attempt.redriveId(), prepared.records().get(attempt.redriveId())))
                .toList();
        return transaction(outgoing, batch);
    }

    private record Outgoing(String redriveId, ProducerRecord<byte @Nullable [], byte @Nullable []> record) {}

    private List<Sent> transaction(List<Outgoing> outgoing, long batch) {
        producer.beginTransaction();
        List<Sent> sent;
        try {
            sent = sendAll(outgoing);
            producer.sendOffsetsToTransaction(Map.of(witness, new OffsetAndMetadata(batch)), group.groupMetadata());
        } catch (KafkaException e) {
            Rejected rejected = e.getCause() instanceof Rejected inner ? inner : Faults.ofBatch(e);
            abort(rejected);
            throw rejected;
        }
        producer.commitTransaction();
        return sent;
    }

    private void abort(Rejected rejected) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // Without a right the producer is of no more use, has committed nothing, and the reason is the one before.
            // Any other one may have lost its transaction to the next lane of the job, which is the reason then.
            if (rejected.kind() != Rejected.Kind.JOB) {
                throw e;
            }
            rejected.addSuppressed(e);
        }
    }

    private List<Sent> sendAll(List<Outgoing> outgoing) {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (Outgoing one : outgoing) {
            answers.add(producer.send(one.record()));
        }
        producer.flush();
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String id = outgoing.get(i).redriveId();
            try {
                RecordMetadata where = answers.get(i).get();
                sent.add(new Sent(id, where.partition(), where.offset()));
            } catch (ExecutionException e) {
                throw new KafkaException(
                        Faults.ofRecord(id, outgoing.get(i).record().topic(), e.getCause()));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        return sent;
    }

    /** Closes it at once; a transaction that is open is ended by the next lane, or by the broker. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        group.close();
    }
}
