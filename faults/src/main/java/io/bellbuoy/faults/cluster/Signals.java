package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What an operating system does to processes. */
final class Signals {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Signals() {}

    /** Ends a process as {@code kill -9} does, and waits until it is gone. */
    static void kill(ChildProcess process) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(process);
    }

    /** Asks a process to end. */
    static void end(ChildProcess process) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    }

    /** Stops a process where it is; it does not hear of that. */
    static void freeze(ChildProcess process) {
        send("STOP", process);
    }

    /** Lets a stopped process go on. */
    static void thaw(ChildProcess process) {
        send("CONT", process);
    }

    private static void send(String signal, ChildProcess process) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new Problem("kill -" + signal + " of " + process.name() + " ended with status " + status + ".");
            }
        } catch (IOException e) {
            throw new Problem("There is no command 'kill': " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void awaitEnd(ChildProcess process) {
        try {
            var handle = ProcessHandle.of(process.pid());
            if (handle.isPresent()) {
                handle.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(process.name() + " did not end within " + LIMIT.toSeconds() + " s.", e);
        }
    }

    private static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Problem("Interrupted while waiting for a process.", e);
    }
}
