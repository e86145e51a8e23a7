package io.bellbuoy.deadletters.letter;

import io.bellbuoy.deadletters.headers.Cause;
import io.bellbuoy.deadletters.headers.FailureReport;
import io.bellbuoy.deadletters.headers.Writer;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.masking.Secrets;
import io.bellbuoy.deadletters.masking.TopicMask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reports without what their messages quote from sensitive places: groups, whose messages everybody sees, are made of these. */
final class QuietReport {

    private QuietReport() {}

    /**
     * The same report; with another message, or none, where that may quote something sensitive.
     *
     * @param isTooLarge whether the value is not stored whole, so that nobody will look into it
     */
    static FailureReport of(
            FailureReport report,
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record,
            Masking masking,
            boolean isTooLarge) {
        String message = report.cause().message();
        if (message == null) {
            return report;
        }
        TopicMask mask = masking.of(
                record.topic(), report.origin() == null ? null : report.origin().topic());
        Secrets secrets = Secrets.NONE;
        if (mask.hidesFields() && record.value() != null) {
            TopicMask.Masked masked = mask.mask(isTooLarge ? null : Utf8.text(record.value()));
            // Which part of the message is sensitive, nobody can tell. Our own services never quote values.
            boolean quotes = masked.json() == null && report.writer() != Writer.BELLBUOY;
            message = quotes ? null : message;
            secrets = masked.found();
        }
        if (mask.hidesKey()) {
            secrets = secrets.and(Utf8.text(record.key()));
        }
        return with(report, secrets.without(message));
    }

    private static FailureReport with(FailureReport report, @Nullable String message) {
        Cause cause = report.cause();
        return new FailureReport(
                report.writer(),
                report.origin(),
                report.service(),
                report.failureClass(),
                new Cause(cause.exception(), message, cause.stackTrace()),
                report.stage(),
                report.rule(),
                report.fingerprint());
    }
}
