package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.state.Restored;
import io.bellbuoy.stream.state.StateStores;
import io.bellbuoy.stream.state.TaskRestore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Restores tasks on threads of their own, for all consumer threads of the process. Restores of one partition run one
 * after another, since they use the same directory: a partition that was taken away may come back while the restore
 * that was cancelled still ends. Thread-safe.
 */
final class Restorer {

    private final StateStores stores;
    private final RulesInForce inForce;
    private final Executor threads;
    private final Map<Integer, CompletableFuture<?>> last = new HashMap<>();

    Restorer(StateStores stores, RulesInForce inForce, Executor threads) {
        this.stores = stores;
        this.inForce = inForce;
        this.threads = threads;
    }

    /** Begins a restore as soon as the one before of the same partition has ended. */
    synchronized Restoring begin(int partition) {
        Restoring next = new Restoring(stores.restore(partition, inForce.plan().cellTypes()));
        CompletableFuture<?> before = last.getOrDefault(partition, CompletableFuture.completedFuture(null));
        last.put(partition, before.handle((any, failure) -> null).thenRunAsync(next::run, threads));
        return next;
    }

    /** A restore that was begun. Thread-safe. */
    static final class Restoring {

        private final TaskRestore restore;
        private boolean cancelled;
        private @Nullable Restored result;
        private @Nullable Exception failure;

        private Restoring(TaskRestore restore) {
            this.restore = restore;
        }

        private void run() {
            try {
                end(restore.run());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e);
            } catch (RuntimeException e) {
                fail(e);
            } catch (Error e) {
                fail(new CompletionException(e));
                throw e;
            }
        }

        private synchronized void end(Restored restored) {
            if (cancelled) {
                restored.store().close();
            } else {
                result = restored;
            }
        }

        private synchronized void fail(Exception e) {
            failure = e;
        }

        /** The outcome, once; null as long as it runs. */
        synchronized @Nullable Restored take() {
            Restored taken = result;
            result = null;
            return taken;
        }

        /** Why it failed; null if it did not. */
        synchronized @Nullable Exception failure() {
            return failure;
        }

        /** Ends it soon; what it restored is closed. */
        synchronized void cancel() {
            cancelled = true;
            restore.cancel();
            Restored unused = take();
            if (unused != null) {
                unused.store().close();
            }
            if (failure == null) {
                failure = new CancellationException("The partition was taken away.");
            }
        }
    }
}
