package io.bellbuoy.quickstart.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a child does when its parent was killed outright and ended nobody: it ends its siblings, and then itself. */
public final class ParentWatch {

    private ParentWatch() {}

    /**
     * Watches the parent.
     *
     * @param parent the process to outlive by nothing
     * @param siblings the processes to end too when the parent is gone
     * @param last what this JVM does before it halts
     * @param log gets a line about what happens
     * @return at once; done when the JVM is about to halt
     */
    public static CompletableFuture<Void> start(
            ProcessHandle parent, ProcessFile siblings, Runnable last, Consumer<String> log) {
        return parent.onExit().thenRun(() -> end(siblings, last, log));
    }

    private static void end(ProcessFile siblings, Runnable last, Consumer<String> log) {
        try {
            List<String> ended = siblings.endLeftovers();
            log.accept("the parent process is gone; ended " + ended);
            last.run();
        } catch (IOException e) {
            log.accept("the parent process is gone; its other processes could not be ended: " + e.getMessage());
        } finally {
            // A hook of this JVM could wait for clients that no longer exist, and nobody is left to lose anything.
            Runtime.getRuntime().halt(0);
        }
    }
}
