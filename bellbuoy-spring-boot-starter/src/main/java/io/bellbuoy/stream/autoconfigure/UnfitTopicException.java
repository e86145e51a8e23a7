package io.bellbuoy.stream.autoconfigure;

/** Numbers of partitions do not fit together, or a topic of state would lose it; the message names the topics. */
final class UnfitTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param message what was found
     * @param action the way out
     */
    UnfitTopicException(String message, String action) {
        super(message);
        this.action = action;
    }

    String action() {
        return action;
    }
}
