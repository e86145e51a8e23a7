package io.bellbuoy.stream.state;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The one thread of a process that writes checkpoints. Work handed over after it was closed is dropped. */
public final class CheckpointWorker implements AutoCloseable {

    private static final long CLOSE_SECONDS = 30;

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "bellbuoy-checkpoint"));

    private boolean closed;

    synchronized void submit(Runnable work) {
        if (!closed) {
            thread.execute(work);
        }
    }

    /** Ends the thread after the work it has; close the stores first, so that this is soon. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            thread.shutdown();
        }
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException cause) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
