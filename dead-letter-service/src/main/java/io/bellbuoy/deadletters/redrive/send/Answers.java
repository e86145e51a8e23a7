package io.bellbuoy.deadletters.redrive.send;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** What the broker answers. */
public final class Answers {

    private Answers() {}

    /**
     * Waits for an answer.
     *
     * @throws KafkaException if there is none
     */
    public static <T> T of(Future<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
