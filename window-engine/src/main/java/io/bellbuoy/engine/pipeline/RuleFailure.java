package io.bellbuoy.engine.pipeline;

/** A rule, feature or detector failed on an event. */
final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    RuleFailure(String rule, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    String exception() {
        return getCause().getClass().getName();
    }
}
