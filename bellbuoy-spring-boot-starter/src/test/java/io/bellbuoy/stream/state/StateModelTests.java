package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Random work on a task, with crashes, lost disks and evictions, against a map that forgets nothing. */
final class StateModelTests {

    private static final int STEPS = 400;
    private static final int KEYS = 40;

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Map<String, String>> committed = new HashMap<>();
    private final Map<String, Map<String, String>> uncommitted = new HashMap<>();
    private long inputOffset;
    private int copies;

    @TempDir
    Path root;

    @RepeatedTest(3)
    void stateIsWhatWasCommittedWhateverHappens() throws Exception {
        String application = "model-" + UUID.randomUUID();
        Topics.create(application);
        Path directory = root.resolve("state");
        Files.createDirectories(directory);
        try (Instance instance = new Instance(Instance.settings(application, directory, 8), TextCell.both())) {
            instance.restore();
            for (int step = 0; step < STEPS; step++) {
                act(instance, directory);
            }
            instance.crash();
            restoreAndCompare(instance);
        }
    }

    private void act(Instance instance, Path directory) throws Exception {
        int choice = random.nextInt(100);
        if (choice < 70) {
            batch(instance);
        } else if (choice < 84) {
            instance.clock.advance(Duration.ofSeconds(70));
            boolean wasRemote = begin(instance);
            compareSome(instance, wasRemote);
        } else if (choice < 92) {
            compare(instance, "key-" + random.nextInt(KEYS));
        } else if (choice < 98) {
            instance.crash();
            restoreAndCompare(instance);
        } else {
            loseDisk(instance, directory);
            restoreAndCompare(instance);
        }
    }

    private boolean begin(Instance instance) {
        return instance.store()
                .beginLocalCheckpointIfDue(instance.clock.instant(), instance.state(), instance.position());
    }

    private void compareSome(Instance instance, boolean begun) {
        if (begun) {
            copies++;
        }
        for (int i = 0; i < 5; i++) {
            compare(instance, "key-" + random.nextInt(KEYS));
        }
    }

    private void batch(Instance instance) throws InterruptedException {
        uncommitted.clear();
        committed.forEach((key, cells) -> uncommitted.put(key, new TreeMap<>(cells)));
        int changes = random.nextInt(30);
        for (int i = 0; i < changes; i++) {
            change(instance);
        }
        if (random.nextInt(5) == 0) {
            instance.abort();
        } else {
            instance.commit(++inputOffset);
            committed.clear();
            committed.putAll(uncommitted);
            uncommitted.clear();
        }
    }

    private void change(Instance instance) {
        String key = "key-" + random.nextInt(KEYS);
        int cell = random.nextBoolean() ? TextCell.FIRST : TextCell.SECOND;
        long chunk = random.nextInt(6) - 3;
        String value = random.nextInt(3) == 0 ? null : "v".repeat(random.nextInt(40)) + random.nextInt(1000);
        int mark = instance.state().mark();
        instance.put(key, cell, chunk, value);
        if (random.nextInt(10) == 0) {
            instance.state().rollbackTo(mark);
        } else {
            remember(key, cell + "/" + chunk, value);
        }
    }

    private void remember(String key, String cell, @Nullable String value) {
        Map<String, String> cells = uncommitted.computeIfAbsent(key, any -> new TreeMap<>());
        if (value == null) {
            cells.remove(cell);
        } else {
            cells.put(cell, value);
        }
    }

    private void loseDisk(Instance instance, Path directory) throws Exception {
        instance.crash();
        Instance.delete(directory);
        Files.createDirectories(directory);
    }

    private void restoreAndCompare(Instance instance) throws InterruptedException {
        Restored restored = instance.restore();
        if (inputOffset > 0) {
            assertThat(restored.position().inputs())
                    .as("seed %d", seed)
                    .containsExactlyEntriesOf(Map.of(Instance.INPUT, inputOffset));
        }
        for (int key = 0; key < KEYS; key++) {
            compare(instance, "key-" + key);
        }
    }

    private void compare(Instance instance, String key) {
        assertThat(instance.cells(key))
                .as("%s, seed %d, after %d checkpoints", key, seed, copies)
                .isEqualTo(committed.getOrDefault(key, Map.of()));
    }
}
