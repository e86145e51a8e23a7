package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warm copy of a task on another instance: what it has, what a take-over of it replays, and when it is of no use. */
final class StandbyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String application = "standby-" + UUID.randomUUID();

    @TempDir
    Path directory;

    private Instance owner;
    private Instance other;

    @BeforeEach
    void start() throws Exception {
        Topics.create(application);
        owner = open("owner");
        other = open("other");
        owner.restore();
    }

    @AfterEach
    void stop() {
        owner.close();
        other.close();
    }

    private Instance open(String name) throws Exception {
        Path own = Files.createDirectories(directory.resolve(name));
        return new Instance(Instance.settings(application, own, 1000), TextCell.both(), name);
    }

    private Map<String, String> one(String value) {
        return Map.of(TextCell.FIRST + "/1", value);
    }

    private void put(String key, String value, long offset) throws Exception {
        owner.put(key, TextCell.FIRST, 1, value).commit(offset);
    }

    @Test
    void aTakeOverReplaysOnlyTheTail() throws Exception {
        put("a", "before", 10);
        owner.checkpoint(true);
        put("b", "log", 20);
        other.standBy(owner.position());
        other.stores.standbys().follow(Set.of());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(other.stores.standbys().status()).isEmpty());
        put("a", "tail", 30);
        owner.crash();

        Restored restored = other.restore();

        assertThat(restored.keptLocal()).isTrue();
        assertThat(restored.replayedRecords()).isEqualTo(1);
        assertThat(restored.position().inputs()).isEqualTo(Map.of(Instance.INPUT, 30L));
        assertThat(other.cells("a")).isEqualTo(one("tail"));
        assertThat(other.cells("b")).isEqualTo(one("log"));
    }

    @Test
    void aRestoreTakesTheStoreOfAStandbyThatRuns() throws Exception {
        put("a", "first", 10);
        other.standBy(owner.position());
        put("a", "second", 20);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(other.stores.standbys().status())
                        .extracting(StandbyStatus::offset)
                        .containsExactly(owner.position().offset()));
        owner.crash();

        Restored restored = other.restore();

        assertThat(restored.keptLocal()).isTrue();
        assertThat(restored.replayedRecords()).isZero();
        assertThat(other.cells("a")).isEqualTo(one("second"));
        assertThat(other.stores.standbys().status()).isEmpty();
    }

    @Test
    void aTaskThatLeavesBecomesAStandbyAndComesBack() throws Exception {
        put("a", "mine", 10);
        owner.checkpoint(true);
        owner.giveUp();
        other.restore();
        other.put("a", TextCell.FIRST, 1, "theirs").commit(20);
        owner.standBy(other.position());
        other.giveUp();

        Restored restored = owner.restore();

        assertThat(restored.keptLocal()).isTrue();
        assertThat(restored.replayedRecords()).isZero();
        assertThat(owner.cells("a")).isEqualTo(one("theirs"));
    }

    @Test
    void whatWasAbortedIsNotInTheCopy() throws Exception {
        put("a", "committed", 10);
        owner.put("a", TextCell.FIRST, 1, "aborted").abort();
        put("b", "committed", 20);
        other.standBy(owner.position());
        owner.crash();

        other.restore();

        assertThat(other.cells("a")).isEqualTo(one("committed"));
    }

    @Test
    void aPlaceThatFellOutOfTheLogIsFilledFromTheCheckpoint() throws Exception {
        put("a", "old", 10);
        put("gone", "old", 11);
        other.standBy(owner.position());
        other.stores.standbys().follow(Set.of());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(other.stores.standbys().status()).isEmpty());
        put("a", "new", 20);
        owner.put("gone", TextCell.FIRST, 1, null).commit(21);
        truncatePast(owner.position().offset());

        other.standBy(owner.position());
        owner.crash();
        Restored restored = other.restore();

        assertThat(restored.keptLocal()).isTrue();
        assertThat(restored.replayedRecords()).isZero();
        assertThat(other.cells("a")).isEqualTo(one("new"));
        assertThat(other.cells("gone")).isEmpty();
        assertThat(other.cells("b")).isEqualTo(one("40"));
    }

    /** Remote checkpoints until the log begins at or above an offset. */
    private void truncatePast(long offset) throws Exception {
        for (int input = 30; input <= 40; input += 5) {
            put("b", Integer.toString(input), input);
            owner.clock.advance(Duration.ofMinutes(11));
            owner.checkpointBoth();
        }
        assertThat(owner.monitor.truncatedTo()).isGreaterThanOrEqualTo(offset);
    }

    @Test
    void recordsOfRulesThatWereNeverInForceHereAreNotApplied() throws Exception {
        AtomicReference<StandbyRules> rules = new AtomicReference<>(new StandbyRules("plan-0", TextCell.types()));
        put("a", "1", 10);
        other.stores.standbys().start(rules::get);
        other.stores.standbys().follow(Set.of(0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(other.stores.standbys().status())
                        .singleElement()
                        .satisfies(standby -> {
                            assertThat(standby.detail()).contains("rules of version plan-1");
                            assertThat(standby.offset()).isZero();
                        }));

        rules.set(new StandbyRules("plan-1", TextCell.both()));
        // It looks again after a time of the clock, which a test moves on.
        await().atMost(PATIENCE).untilAsserted(() -> {
            other.clock.advance(Duration.ofSeconds(5));
            assertThat(other.stores.standbys().status())
                    .extracting(StandbyStatus::offset)
                    .containsExactly(owner.position().offset());
        });
        owner.crash();
        other.restore();

        assertThat(other.cells("a")).isEqualTo(one("1"));
        // The cell wakes at ten times its chunk and its length, as it would had the standby been the owner.
        assertThat(other.store().backing().due(0, 100, key -> {})).isEqualTo(Long.MAX_VALUE);
        assertThat(due(other, 11)).containsExactly("a");
    }

    private static List<String> due(Instance instance, long watermark) {
        List<String> due = new ArrayList<>();
        instance.store().backing().due(0, watermark, key -> due.add(key.key()));
        return due;
    }

    /** Rounds of the standbys, between which as much time passes as makes a copy last. */
    private static void rounds(Instance instance, int rounds) {
        long until = instance.monitor.standbyRounds.get() + rounds;
        await().atMost(PATIENCE).untilAsserted(() -> {
            instance.clock.advance(Duration.ofSeconds(15));
            assertThat(instance.monitor.standbyRounds).hasValueGreaterThanOrEqualTo(until);
        });
    }

    @Test
    void whatTheCheckpointTopicDoesNotHaveIsCopiedThereAfterATakeOver() throws Exception {
        put("a", "old", 10);
        truncatePast(owner.position().offset());
        put("a", "new", 50);
        other.standBy(owner.position());
        rounds(other, 3);
        owner.crash();
        other.restore();
        other.put("z", TextCell.FIRST, 1, "z").commit(60);
        other.checkpointBoth();

        other.crash();
        other.loseDisk();
        other.restore();

        assertThat(other.cells("a")).isEqualTo(one("new"));
    }

    @Test
    void whatACopyMarksIsBoundedByTheLog() throws Exception {
        for (int key = 0; key < 50; key++) {
            put("key-" + key, "v", key);
        }
        other.standBy(owner.position());
        truncatePast(owner.position().offset());
        rounds(other, 3);
        owner.crash();
        other.restore();
        long before = other.monitor.remoteCells();

        other.put("z", TextCell.FIRST, 1, "z").commit(99);
        other.checkpointBoth();

        assertThat(other.monitor.remoteCells() - before).isLessThan(10);
    }
}
