package io.bellbuoy.stream.autoconfigure;

/** The broker did not answer at the start. */
final class BrokerUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerUnreachableException(String servers, Throwable cause) {
        super("No answer from Kafka at " + servers + ": " + cause.getMessage(), cause);
    }
}
