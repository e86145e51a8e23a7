package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.rule.RuleException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Turns the foreseeable mistakes of a start into a description and the way out. */
final class StartupFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = analyzeOne(cause);
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }

    private static @Nullable FailureAnalysis analyzeOne(Throwable cause) {
        if (cause instanceof RuleException rule) {
            String description = rule.subject() + ", property '" + rule.property() + "': found " + rule.found() + ".";
            return new FailureAnalysis(description, "Use what is allowed: " + rule.allowed() + ".", rule);
        }
        if (cause instanceof ExpressionException expression) {
            return new FailureAnalysis(
                    String.valueOf(expression.getMessage()),
                    "Correct the expression of " + expression.owner() + ": " + expression.source(),
                    expression);
        }
        if (cause instanceof MissingTopicsException missing) {
            String commands = String.join(System.lineSeparator(), missing.commands());
            return new FailureAnalysis(
                    String.valueOf(missing.getMessage()),
                    "Create them, or set bellbuoy.topics.create to true:" + System.lineSeparator() + commands,
                    missing);
        }
        if (cause instanceof UnfitTopicException unfit) {
            return new FailureAnalysis(String.valueOf(unfit.getMessage()), unfit.action(), unfit);
        }
        if (cause instanceof BrokerUnreachableException broker) {
            return new FailureAnalysis(
                    String.valueOf(broker.getMessage()),
                    "Check that the broker runs, spring.kafka.bootstrap-servers, and the security settings below spring.kafka.",
                    broker);
        }
        return null;
    }
}
