package io.bellbuoy.stream.testing;

import java.util.List;

/** A file of rules that would stop the start of a service. The message has one line a problem. */
public final class RuleFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    RuleFileException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, at least one, each a line. */
    public List<String> problems() {
        return problems;
    }
}
