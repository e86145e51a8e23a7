package io.bellbuoy.deadletters.redrive.job;

/**
 * How many dead letters of a job are where.
 *
 * @param waiting claimed, and not sent yet
 * @param sending in the batch that is being sent
 * @param sent in Kafka, and watched
 * @param succeeded in Kafka, and not back within the time of observation
 * @param returned in Kafka, and back as a dead letter
 * @param refused not to be sent; open again
 * @param released not sent since the job ended before; open again
 */
public record Progress(
        long waiting, long sending, long sent, long succeeded, long returned, long refused, long released) {

    /** All that the job got. */
    public long total() {
        return waiting + sending + sent + succeeded + returned + refused + released;
    }
}
