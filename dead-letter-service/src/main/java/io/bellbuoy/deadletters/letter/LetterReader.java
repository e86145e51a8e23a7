package io.bellbuoy.deadletters.letter;

import io.bellbuoy.deadletters.fingerprint.Fingerprints;
import io.bellbuoy.deadletters.headers.FailureHeaders;
import io.bellbuoy.deadletters.headers.FailureReport;
import io.bellbuoy.deadletters.headers.StorableTime;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.masking.MaskingProperties;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes of a record of a dead-letter topic what is stored. Thread-safe. */
public final class LetterReader {

    private final Bodies bodies;
    private final HeadersJson headers;
    private final Fingerprints fingerprints;
    private final Masking masking;

    /** A reader for topics in which nothing is sensitive. */
    public LetterReader(PayloadProperties properties, Fingerprints fingerprints) {
        this(properties, fingerprints, new Masking(new MaskingProperties(List.of())));
    }

    /** A reader that keeps out of groups what is sensitive. */
    public LetterReader(PayloadProperties properties, Fingerprints fingerprints, Masking masking) {
        this.bodies = new Bodies(properties);
        this.headers = new HeadersJson(bodies);
        this.fingerprints = fingerprints;
        this.masking = masking;
    }

    /** Never fails, whatever the record is. */
    public DeadLetter read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        FailureReport report = FailureHeaders.read(record.headers());
        boolean isTooLarge = record.value() != null && bodies.isTooLarge(record.value());
        FailureReport quiet = QuietReport.of(report, record, masking, isTooLarge);
        return new DeadLetter(
                position(record),
                report,
                fingerprints.of(quiet, record.topic()),
                bodies.of(record.key()),
                bodies.of(record.value()),
                headers.of(record.headers(), report.cause().stackTrace()));
    }

    /**
     * The dead letter without anything that the database may refuse: where it lies, and a group of its own kind. For one
     * that could not be stored as it is.
     */
    public DeadLetter bare(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        FailureReport report = FailureReport.UNKNOWN;
        return new DeadLetter(
                position(record),
                report,
                fingerprints.of(report, record.topic()),
                reference(record.key()),
                reference(record.value()),
                "[]");
    }

    private static Body reference(byte @Nullable [] original) {
        return original == null ? Body.ABSENT : new Body(Body.Form.PREVIEW, original.length, new byte[0]);
    }

    /** Where a record lies. */
    public static Position position(ConsumerRecord<?, ?> record) {
        // The broker lets pass what it is configured to; PostgreSQL has bounds.
        long timestamp = Math.min(Math.max(record.timestamp(), 0), StorableTime.LATEST);
        return new Position(record.topic(), record.partition(), record.offset(), timestamp);
    }
}
