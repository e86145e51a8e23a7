package io.bellbuoy.deadletters.headers;

import static io.bellbuoy.events.deadletter.DeadLetterHeaders.ORIGINAL_CONSUMER_GROUP;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of spring-kafka: {@code kafka_dlt-*} from an error handler, {@code kafka_*} from retry topics; ours are
 * those of an error handler and some more. Where one occurs several times, the last is of the latest failure.
 */
final class SpringKafkaHeaders {

    private static final String ERROR_HANDLER = "kafka_dlt-";
    private static final String RETRY_TOPICS = "kafka_";

    /** What it wraps every exception of a listener in; it says nothing about what went wrong. */
    private static final String WRAPPERS = "org.springframework.kafka.";

    private final HeaderText headers;
    private final String prefix;

    SpringKafkaHeaders(HeaderText headers) {
        this.headers = headers;
        boolean fromErrorHandler = headers.name(ERROR_HANDLER + "original-topic") != null
                || headers.name(ERROR_HANDLER + "exception-fqcn") != null;
        this.prefix = fromErrorHandler ? ERROR_HANDLER : RETRY_TOPICS;
    }

    static boolean tellsOfFailure(String header) {
        return header.startsWith(ERROR_HANDLER)
                || header.startsWith("original-", RETRY_TOPICS.length())
                || header.startsWith("exception-", RETRY_TOPICS.length())
                || header.startsWith("key-exception-", RETRY_TOPICS.length());
    }

    FailureReport read() {
        return new FailureReport(Writer.SPRING_KAFKA, origin(), group(), null, cause(), null, null, null);
    }

    FailureReport readOurs() {
        String fingerprint = headers.name(DeadLetterHeaders.FINGERPRINT);
        return new FailureReport(
                Writer.BELLBUOY,
                origin(),
                group(),
                headers.name(DeadLetterHeaders.FAILURE),
                cause(),
                headers.name(DeadLetterHeaders.STAGE),
                headers.name(DeadLetterHeaders.RULE),
                fingerprint != null && fingerprint.matches("[0-9a-f]{16}") ? fingerprint : null);
    }

    private @Nullable Origin origin() {
        return HeaderText.origin(
                headers.name(prefix + "original-topic"),
                headers.binary(prefix + "original-partition"),
                headers.binary(prefix + "original-offset"),
                headers.binary(prefix + "original-timestamp"),
                group());
    }

    private @Nullable String group() {
        return headers.name(ORIGINAL_CONSUMER_GROUP);
    }

    private Cause cause() {
        String of =
                headers.name(prefix + "key-exception-fqcn") == null || headers.name(prefix + "exception-fqcn") != null
                        ? prefix
                        : prefix + "key-";
        String exception = headers.name(of + "exception-fqcn");
        String message = headers.message(of + "exception-message");
        String stackTrace = headers.stackTrace(of + "exception-stacktrace");
        String cause = headers.name(prefix + "exception-cause-fqcn");
        if (cause == null || exception == null || !exception.startsWith(WRAPPERS)) {
            return new Cause(exception, message, stackTrace);
        }
        String ofCause = stackTrace == null ? null : StackTraces.messageOf(cause, stackTrace);
        return new Cause(cause, ofCause == null ? message : ofCause, stackTrace);
    }
}
