package io.bellbuoy.engine.pipeline;

/** An event cannot be sent to the stage behind, since its record would be larger than any topic between stages takes. */
final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int stage, long bytes) {
        super("its record for stage " + stage + " would have up to " + bytes + " bytes; allowed: "
                + StageRecord.MAX_BYTES
                + ", for the record that was read and once more the fields that rules of later stages read");
    }
}
