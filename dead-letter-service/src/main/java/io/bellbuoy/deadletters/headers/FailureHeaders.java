package io.bellbuoy.deadletters.headers;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads what any known writer of dead letters says about the failure. */
public final class FailureHeaders {

    private FailureHeaders() {}

    /**
     * Reads the headers of the latest failure: writers put theirs behind those that a record has, so that the last header
     * that tells of a failure says whose are to be read. Never fails; what cannot be read counts as missing.
     */
    public static FailureReport read(Headers headers) {
        HeaderText text = new HeaderText(headers);
        return switch (latestWriter(headers)) {
            case BELLBUOY -> new SpringKafkaHeaders(text).readOurs();
            case SPRING_KAFKA -> new SpringKafkaHeaders(text).read();
            case KAFKA_CONNECT -> new ErrorContextHeaders(text).readConnect();
            case KAFKA_STREAMS -> new ErrorContextHeaders(text).readStreams();
            case UNKNOWN -> FailureReport.UNKNOWN;
        };
    }

    private static Writer latestWriter(Headers headers) {
        Writer latest = Writer.UNKNOWN;
        for (Header header : headers) {
            Writer writer = Writer.of(header.key());
            latest = writer == Writer.UNKNOWN ? latest : writer;
        }
        return latest;
    }
}
