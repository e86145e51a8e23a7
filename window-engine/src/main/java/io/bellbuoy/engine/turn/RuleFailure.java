package io.bellbuoy.engine.turn;

import io.bellbuoy.engine.aggregate.AggregateException;

/** A rule, feature or detector failed on an event. */
public final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    /** @param rule the rule, feature or detector that failed */
    public RuleFailure(String rule, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.rule = rule;
    }

    /** A failure while an event was counted into state that rules share; an aggregate written in Java knows its rule. */
    public static RuleFailure counting(String rule, RuntimeException cause) {
        return new RuleFailure(cause instanceof AggregateException failure ? failure.owner() : rule, cause);
    }

    /** The rule, feature or detector that failed. */
    public String rule() {
        return rule;
    }

    /** The name of the class that was thrown. */
    public String exception() {
        return nameOf((RuntimeException) getCause());
    }

    /** The class that threw, not the one that wraps it. */
    static String nameOf(RuntimeException cause) {
        return cause instanceof AggregateException failure
                ? failure.exception()
                : cause.getClass().getName();
    }
}
