package io.bellbuoy.stream.autoconfigure;

import java.util.List;

/** Topics are missing and may not be created. */
final class MissingTopicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> commands;

    /**
     * @param topics the names of what is missing
     * @param commands a command that creates each
     */
    MissingTopicsException(List<String> topics, List<String> commands) {
        super("Topics are missing, and bellbuoy.topics.create is false: " + String.join(", ", topics) + ".");
        this.commands = List.copyOf(commands);
    }

    List<String> commands() {
        return commands;
    }
}
