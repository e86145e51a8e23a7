package io.bellbuoy.stream.reload;

import io.bellbuoy.engine.pipeline.Plan;

/** Makes rules from what a file says. */
@FunctionalInterface
public interface RuleSource {

    /**
     * Binds, checks and compiles all, and provides what it needs of the broker.
     *
     * @param content the file
     * @throws TemporarilyUnavailableException if it may succeed later, as it is
     * @throws RuntimeException if it cannot run; the message says why and what is allowed
     */
    Plan compile(byte[] content);

    /** It may succeed later, as it is. */
    final class TemporarilyUnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public TemporarilyUnavailableException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
