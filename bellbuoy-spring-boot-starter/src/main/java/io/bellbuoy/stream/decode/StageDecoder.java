package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.engine.state.StateFormatException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what the stages before sent. */
public final class StageDecoder implements TopicDecoder {

    private final Plan stage;

    /** @param stage the plan of the stage that reads */
    public StageDecoder(Plan stage) {
        this.stage = stage;
    }

    /**
     * What the record is.
     *
     * @throws StateFormatException if it is not one of ours or of a newer release: as with state, nothing is guessed and
     *     nothing is skipped
     */
    @Override
    public Decoded decode(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] value = record.value();
        if (value == null) {
            throw new StateFormatException("Record " + record.offset() + " of " + record.topic() + "-"
                    + record.partition() + " has no value. Only this application may write to its stages.");
        }
        return new Decoded.Forwarded(StageRecord.read(value, stage));
    }
}
