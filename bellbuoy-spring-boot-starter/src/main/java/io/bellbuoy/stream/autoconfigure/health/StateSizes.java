package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.engine.pipeline.StateSize;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.stream.listener.KeyedQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * About how much the rules and features keep on the heap of this instance, as its tasks say between two batches.
 *
 * @param sizes by rule or feature, named as in messages; of the tasks that answered
 * @param tasks the tasks that were asked
 * @param answered how many of them answered in time
 */
record StateSizes(Map<String, StateSize> sizes, int tasks, int answered) {

    /** A task that is in the middle of a long batch is left out: the report says so. */
    private static final long PATIENCE_MILLIS = 2_000;

    static StateSizes ask(List<KeyedQueries> queries) {
        List<CompletableFuture<Map<String, StateSize>>> answers = queries.stream()
                .flatMap(stage -> stage.queryAll(Task::stateSizes).stream())
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(lost -> null)
                .join();
        List<Map<String, StateSize>> known =
                answers.stream().flatMap(StateSizes::answer).toList();
        Map<String, StateSize> sizes = new HashMap<>();
        known.forEach(task -> task.forEach((owner, size) -> sizes.merge(owner, size, StateSize::plus)));
        return new StateSizes(sizes, answers.size(), known.size());
    }

    /** Nothing of a task that left this instance meanwhile, or is late. */
    private static Stream<Map<String, StateSize>> answer(CompletableFuture<Map<String, StateSize>> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally() ? Stream.of(answer.join()) : Stream.empty();
    }

    StateSize of(String kind, String name) {
        return sizes.getOrDefault(kind + " '" + name + "'", StateSize.NONE);
    }
}
