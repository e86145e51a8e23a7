package io.bellbuoy.quickstart.generate;

import java.time.Instant;

/**
 * One record to send, in the order of sending.
 *
 * @param stream the stream it belongs to
 * @param eventId the event's id; a duplicate has that of its original
 * @param key the record key
 * @param value the record value
 * @param emittedAt when the source sent it, in the stream's own time: the record timestamp; never goes back
 * @param defect what is wrong with it
 */
public record Emission(Stream stream, String eventId, String key, byte[] value, Instant emittedAt, Defect defect) {

    /** The streams that are generated. */
    public enum Stream {
        TRANSACTIONS,
        VERIFICATIONS
    }
}
