package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random payments joined with random entries, against the definition of the join: the entry as of the event's time,
 * whatever the order of arrival, the partitions, the batches, the failures and the crashes. Replay one seed with
 * {@code -Dtest.seed=17}.
 */
class TableModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final int OUT_OF_ORDERNESS = 5_000;

    static LongStream seeds() {
        return CASES.seeds(100);
    }

    /** A payment, or an entry with its level, or a deletion if that is null. */
    private record Sent(
            boolean isPayment,
            String account,
            long time,
            int number,
            @Nullable Integer level) {

        void to(PipelineTester tester) {
            Instant at = Instant.ofEpochMilli(time);
            if (isPayment) {
                tester.send("payments", Map.of("id", "p" + number, "account", account, "at", at, "amount", number));
            } else if (level == null) {
                tester.delete("levels", account, at);
            } else {
                tester.send("levels", Map.of("account", account, "at", at, "level", level));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anEventMeetsTheEntryOfItsTime(long seed) {
        Random random = Cases.random(seed);
        Duration ttl = random.nextBoolean() ? null : Duration.ofMillis(1_000 + random.nextInt(20_000));
        Duration await = Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(8_000));
        Duration history = Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(20_000));
        List<Sent> all = random(random);
        List<String> expected = all.stream()
                .filter(Sent::isPayment)
                .map(payment -> payment.account() + " p" + payment.number() + " " + level(all, payment, await, ttl))
                .sorted()
                .toList();
        for (int run = 0; run < 4; run++) {
            Random trouble = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(
                    rules(new TableSpec("levels", history, await, ttl)),
                    List.of(),
                    run % 2 == 0 ? 1 : 4,
                    Instant.EPOCH);
            send(shuffled(all, trouble), tester, trouble);
            all.stream()
                    .map(Sent::account)
                    .distinct()
                    .forEach(account -> tester.delete("levels", account, FAR_BEYOND.minusSeconds(86_400)));
            tester.watermark(FAR_BEYOND);

            assertThat(met(tester)).as("seed %s, run %s", seed, run).isEqualTo(expected);
            assertThat(tester.outputs().late())
                    .as("late, seed %s, run %s", seed, run)
                    .isEmpty();
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    /** The entry as of the payment, or else the first that follows within the time that it waits. */
    private static @Nullable Integer level(List<Sent> all, Sent payment, Duration await, @Nullable Duration ttl) {
        List<Sent> entries = all.stream()
                .filter(sent -> !sent.isPayment() && sent.account().equals(payment.account()))
                .sorted(Comparator.comparingLong(Sent::time))
                .toList();
        Integer level = null;
        for (Sent entry : entries) {
            long time = entry.time();
            if (time <= payment.time()) {
                level = ttl == null || payment.time() < time + ttl.toMillis() ? entry.level() : null;
            } else if (level == null && time <= payment.time() + await.toMillis()) {
                level = entry.level();
            }
        }
        return level;
    }

    private static List<String> met(PipelineTester tester) {
        List<String> met = new ArrayList<>();
        for (Output.Alert alert : tester.outputs().alerts()) {
            met.add(alert.recordKey() + " " + alert.eventId() + " "
                    + alert.values().get("tables.levels.level"));
        }
        return met.stream().sorted().toList();
    }

    // ---- what is sent

    private static RuleSet rules(TableSpec table) {
        Schema schema = new Schema(List.of(
                Field.of("account", FieldType.STRING),
                Field.of("at", FieldType.TIMESTAMP),
                Field.of("level", FieldType.DECIMAL)));
        StreamSpec levels = new StreamSpec(
                "levels",
                schema,
                null,
                "account",
                TimeSource.field("at"),
                Duration.ofMillis(OUT_OF_ORDERNESS),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
        RuleSpec rule =
                Scenario.simple("meets", "orElse(tables.levels.level, -1) > -2", Evaluate.AT_WATERMARK, null, null);
        return new RuleSet("model", List.of(levels, Scenario.stream("payments")), List.of(), List.of(rule))
                .withTables(List.of(table));
    }

    /** No two entries of an account have the same time: those would go by the order of the partition. */
    private static List<Sent> random(Random random) {
        TreeMap<String, Sent> entries = new TreeMap<>();
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String account = "account" + random.nextInt(4);
            long time = 1_000_000 + random.nextInt(60) * 1_000L;
            if (random.nextInt(3) > 0) {
                all.add(new Sent(true, account, time, i, null));
            } else {
                Integer level = random.nextInt(4) == 0 ? null : random.nextInt(100);
                entries.putIfAbsent(account + time, new Sent(false, account, time, i, level));
            }
        }
        all.addAll(entries.values());
        return all;
    }

    private static List<Sent> shuffled(List<Sent> all, Random random) {
        TreeMap<Long, Sent> order = new TreeMap<>();
        for (Sent sent : all) {
            long arrival = (sent.time() + random.nextInt(OUT_OF_ORDERNESS)) * 1_000;
            while (order.putIfAbsent(arrival, sent) != null) {
                arrival++;
            }
        }
        return List.copyOf(order.values());
    }

    /** Sends in batches, some of which fail first, with crashes between them. */
    private static void send(List<Sent> arriving, PipelineTester tester, Random random) {
        for (int from = 0; from < arriving.size(); ) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(15));
            List<Sent> batch = arriving.subList(from, to);
            if (random.nextInt(4) == 0) {
                tester.failingBatch(
                        () -> batch.subList(0, 1 + random.nextInt(batch.size())).forEach(sent -> sent.to(tester)));
            }
            tester.batch(() -> batch.forEach(sent -> sent.to(tester)));
            if (random.nextInt(4) == 0) {
                tester.crash();
            }
            from = to;
        }
    }
}
