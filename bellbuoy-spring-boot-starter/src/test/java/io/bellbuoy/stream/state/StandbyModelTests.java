package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task that moves between two instances, the other one standing by now and then, with crashes, lost disks, checkpoints and
 * truncation, against a map that forgets nothing.
 */
final class StandbyModelTests {

    private static final int STEPS = Integer.getInteger("test.cases", 150);
    private static final int KEYS = 40;

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Map<String, String>> committed = new HashMap<>();
    private long inputOffset;
    private int moves;

    @TempDir
    Path root;

    private Instance owner;
    private Instance other;

    @RepeatedTest(2)
    void stateIsWhatWasCommittedWhoeverHasTheTask() throws Exception {
        String application = "standby-model-" + UUID.randomUUID();
        Topics.create(application);
        owner = open(application, "one");
        other = open(application, "two");
        try {
            owner.restore();
            for (int step = 0; step < STEPS; step++) {
                act();
            }
            owner.crash();
            move();
            owner.crash();
            loseDisk();
        } finally {
            owner.close();
            other.close();
        }
    }

    private Instance open(String application, String name) throws Exception {
        Path own = Files.createDirectories(root.resolve(name + "-" + random.nextInt()));
        return new Instance(Instance.settings(application, own, 8), TextCell.both(), name);
    }

    private void act() throws Exception {
        int choice = random.nextInt(100);
        if (choice < 60) {
            batch();
        } else if (choice < 72) {
            checkpoint();
        } else if (choice < 80) {
            other.standBy();
        } else if (choice < 84) {
            other.stores.standbys().follow(Set.of());
        } else if (choice < 88) {
            other.standBy();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                // One that could not follow tries again after a time.
                other.clock.advance(Duration.ofSeconds(1));
                assertThat(other.stores.standbys().status())
                        .as(where())
                        .extracting(StandbyStatus::lag)
                        .containsExactly(0L);
            });
        } else if (choice < 93) {
            owner.giveUp();
            move();
        } else if (choice < 97) {
            owner.crash();
            move();
        } else {
            owner.crash();
            loseDisk();
        }
    }

    private void batch() throws InterruptedException {
        Map<String, Map<String, String>> next = new HashMap<>();
        committed.forEach((key, cells) -> next.put(key, new TreeMap<>(cells)));
        for (int i = random.nextInt(30); i > 0; i--) {
            change(next);
        }
        if (random.nextInt(5) == 0) {
            owner.abort();
            return;
        }
        owner.commit(++inputOffset);
        committed.clear();
        committed.putAll(next);
    }

    private void change(Map<String, Map<String, String>> next) {
        String key = "key-" + random.nextInt(KEYS);
        int cell = random.nextBoolean() ? TextCell.FIRST : TextCell.SECOND;
        long chunk = random.nextInt(6) - 3;
        String value = random.nextInt(3) == 0 ? null : "v".repeat(random.nextInt(40)) + random.nextInt(1000);
        owner.put(key, cell, chunk, value);
        remember(next.computeIfAbsent(key, any -> new TreeMap<>()), cell + "/" + chunk, value);
    }

    private static void remember(Map<String, String> cells, String cell, @Nullable String value) {
        if (value == null) {
            cells.remove(cell);
        } else {
            cells.put(cell, value);
        }
    }

    /** Often a remote one, after a time in which the log may be truncated. */
    private void checkpoint() {
        Duration passed = Duration.ofSeconds(15 + random.nextInt(600));
        owner.clock.advance(passed);
        other.clock.advance(passed);
        owner.store().beginLocalCheckpointIfDue(owner.clock.instant(), owner.state(), owner.position());
    }

    private void move() throws InterruptedException {
        moves++;
        Instance before = owner;
        owner = other;
        other = before;
        owner.restore();
        compare();
    }

    /** The copy in Kafka must have all that the copy on disk, which came from a standby perhaps, was to put there. */
    private void loseDisk() throws Exception {
        owner.loseDisk();
        owner.restore();
        compare();
    }

    private void compare() {
        if (inputOffset > 0) {
            assertThat(owner.position().inputs()).as(where()).isEqualTo(Map.of(Instance.INPUT, inputOffset));
        }
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            assertThat(owner.cells(key))
                    .as("%s, %s", key, where())
                    .isEqualTo(committed.getOrDefault(key, new TreeMap<>()));
        }
    }

    private String where() {
        return "seed %d, after %d moves".formatted(seed, moves);
    }
}
