package io.bellbuoy.stream.deadletter;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.event.TimeWindow;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records for {@code <topic>-dlt} and {@code <application>-late}: the original key, value and headers, and
 * the headers of {@link DeadLetterHeaders}, which replace those of an earlier failure. Thread-safe.
 */
public final class DeadLetters {

    /** The headers of an earlier failure that this one may not have. */
    private static final Set<String> OURS = Set.of(
            DeadLetterHeaders.FAILURE,
            DeadLetterHeaders.FINGERPRINT,
            DeadLetterHeaders.RULE,
            DeadLetterHeaders.STAGE,
            DeadLetterHeaders.LATE_RULES,
            DeadLetterHeaders.LATE_WINDOW,
            DeadLetterHeaders.PAYLOAD_SHA256,
            DeadLetterHeaders.PAYLOAD_SIZE);

    private static final String THEIRS = "kafka_dlt-";

    /** The longest message in a header: many of them still fit the room for headers. */
    private static final int MESSAGE_LENGTH = 4000;

    private final String application;
    private final DeadLetterLimits limits;

    /**
     * @param application the application id, which is the consumer group and prefixes the topic of late records
     * @param limits how large the copies may be
     */
    public DeadLetters(String application, DeadLetterLimits limits) {
        this.application = application;
        this.limits = limits;
    }

    /** The dead-letter topic of an input topic. */
    public static String topicFor(String topic) {
        return topic + "-dlt";
    }

    /** The topic of an application's late records. */
    public static String lateTopic(String application) {
        return application + "-late";
    }

    /** The dead letter of a record. */
    public ProducerRecord<byte @Nullable [], byte @Nullable []> dead(SourceRecord source, Failure failure) {
        return new CopiedRecord(topicFor(source.topic()), source, DeadLetters::isOfFailure)
                .withOrigin(application)
                .with(DeadLetterHeaders.EXCEPTION_FQCN, failure.exception())
                .with(DeadLetterHeaders.EXCEPTION_MESSAGE, cut(failure.message()))
                .with(DeadLetterHeaders.FAILURE, failure.kind().name())
                .with(DeadLetterHeaders.FINGERPRINT, failure.fingerprint())
                .with(DeadLetterHeaders.STAGE, failure.stage())
                .with(DeadLetterHeaders.RULE, failure.rule())
                .within(limits.of(source.topic()));
    }

    /** The copy of a late record. */
    public ProducerRecord<byte @Nullable [], byte @Nullable []> late(Output.Late late) {
        Window window = late.window();
        TimeWindow missed = new TimeWindow(Instant.ofEpochMilli(window.start()), Instant.ofEpochMilli(window.end()));
        return new CopiedRecord(lateTopic(application), late.source(), DeadLetters::isOfFailure)
                .withOrigin(application)
                .with(DeadLetterHeaders.LATE_RULES, DeadLetterHeaders.rules(late.names()))
                .with(DeadLetterHeaders.LATE_WINDOW, DeadLetterHeaders.window(missed))
                .with(DeadLetterHeaders.WATERMARK, DeadLetterHeaders.text(late.watermark()))
                .within(limits.largest());
    }

    private static boolean isOfFailure(String header) {
        return header.startsWith(THEIRS) || OURS.contains(header);
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH) + "…";
    }
}
