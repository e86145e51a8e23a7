package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Position;
import io.bellbuoy.deadletters.redrive.store.Attempt;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes the record that failed out of its dead letter. */
final class Originals {

    private final DeadLetterTopics topics;

    Originals(DeadLetterTopics topics) {
        this.topics = topics;
    }

    /**
     * The record as it is to be sent.
     *
     * @param partitions how many the topic has
     * @throws NotRedrivable if it is not to be had
     */
    ProducerRecord<byte @Nullable [], byte @Nullable []> of(Attempt attempt, int partitions) throws NotRedrivable {
        List<Header> headers = RedriveHeaders.stored(attempt.headers(), attempt.stackTrace());
        byte[] key;
        byte[] value;
        if (headers == null || isPreview(attempt.key()) || isPreview(attempt.value())) {
            ConsumerRecord<byte[], byte[]> whole = whole(attempt.position());
            headers = List.of(whole.headers().toArray());
            key = whole.key();
            value = attempt.edit() == null ? whole.value() : attempt.value().original();
        } else {
            key = attempt.key().original();
            value = attempt.value().original();
        }
        requireBody(headers, attempt);
        RecordHeaders sent = new RecordHeaders(RedriveHeaders.original(headers));
        RedriveHeaders.ofRedrive(attempt.redriveId(), attempt.number(), attempt.edit())
                .forEach(sent::add);
        return new ProducerRecord<>(attempt.topic(), partition(attempt, partitions), key, value, sent);
    }

    private ConsumerRecord<byte[], byte[]> whole(Position position) throws NotRedrivable {
        ConsumerRecord<byte[], byte[]> record = topics.read(position);
        if (record == null) {
            throw new NotRedrivable("It was stored as a preview only, and " + position
                    + " is no longer in its topic. The original has to be sent again by whoever has it.");
        }
        return record;
    }

    /** Our services leave out what was too large for the dead-letter topic, and say how large it was. */
    private static void requireBody(List<Header> headers, Attempt attempt) throws NotRedrivable {
        for (Header header : headers) {
            if (header.key().equals(DeadLetterHeaders.PAYLOAD_SIZE)) {
                throw new NotRedrivable("The service that wrote " + attempt.position()
                        + " left its body out, since it was too large. Read the record where it failed, as long as its"
                        + " topic keeps it.");
            }
        }
    }

    /** Where it was, so that the order per key holds whoever chose the partition; by its key in any other topic. */
    private static @Nullable Integer partition(Attempt attempt, int partitions) {
        Integer origin = attempt.originPartition();
        return attempt.topic().equals(attempt.originTopic()) && origin != null && origin < partitions ? origin : null;
    }

    private static boolean isPreview(Body body) {
        return body.form() == Body.Form.PREVIEW;
    }
}
