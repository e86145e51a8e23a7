package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.Nullable;

/** The headers of Kafka Connect and Kafka Streams: all of them text, numbers as decimal digits. */
final class ErrorContextHeaders {

    static final String CONNECT = "__connect.errors.";
    static final String STREAMS = "__streams.errors.";

    private final HeaderText headers;

    ErrorContextHeaders(HeaderText headers) {
        this.headers = headers;
    }

    FailureReport readConnect() {
        String connector = headers.name(CONNECT + "connector.name");
        // Connect names the group of a sink connector so, unless it is configured otherwise.
        String group = connector == null ? null : StorableText.of("connect-" + connector, 255);
        Cause cause = new Cause(
                headers.name(CONNECT + "exception.class.name"),
                headers.message(CONNECT + "exception.message"),
                headers.stackTrace(CONNECT + "exception.stacktrace"));
        return new FailureReport(
                Writer.KAFKA_CONNECT,
                origin(CONNECT, group),
                connector,
                null,
                cause,
                headers.name(CONNECT + "stage"),
                null,
                null);
    }

    FailureReport readStreams() {
        Cause cause = new Cause(
                className(headers.message(STREAMS + "exception")),
                headers.message(STREAMS + "message"),
                headers.stackTrace(STREAMS + "stacktrace"));
        return new FailureReport(Writer.KAFKA_STREAMS, origin(STREAMS, null), null, null, cause, null, null, null);
    }

    private @Nullable Origin origin(String prefix, @Nullable String group) {
        return HeaderText.origin(
                headers.name(prefix + "topic"),
                headers.decimal(prefix + "partition"),
                headers.decimal(prefix + "offset"),
                null,
                group);
    }

    /** Streams writes the exception as text: the class, and the message behind a colon. */
    private static @Nullable String className(@Nullable String exception) {
        if (exception == null) {
            return null;
        }
        int colon = exception.indexOf(':');
        return StorableText.of(colon < 0 ? exception : exception.substring(0, colon), 255);
    }
}
