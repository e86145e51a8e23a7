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
 * Random payments joined with random entries of two tables, against the definition of the join: the entries as of the event's time,
 * whatever the order of arrival, the partitions, the batches, the failures and the crashes. Replay one seed with
 * {@code -Dtest.seed=17}.
 */
class TableModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final List<String> TABLES = List.of("levels", "limits");
    private static final List<String> ACCOUNTS = List.of("account0", "account1", "account2");
    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    static LongStream seeds() {
        return CASES.seeds(100);
    }

    /** A payment, or an entry of a table with its level, or a deletion if that is null. */
    private record Sent(
            String stream,
            String account,
            long time,
            int number,
            @Nullable Integer level) implements Batches.Sendable {

        @Override
        public void sendTo(PipelineTester tester) {
            Instant at = Instant.ofEpochMilli(time);
            if (isPayment()) {
                tester.send(stream, Map.of("id", "p" + number, "account", account, "at", at, "amount", number));
            } else if (level == null) {
                tester.delete(stream, account, at);
            } else {
                tester.send(stream, Map.of("account", account, "at", at, "level", level));
            }
        }

        boolean isPayment() {
            return stream.equals("payments");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anEventMeetsTheEntriesOfItsTime(long seed) {
        Random random = Cases.random(seed);
        List<TableSpec> tables =
                TABLES.stream().map(name -> table(name, random)).toList();
        List<Sent> all = random(random);
        List<String> expected = all.stream()
                .filter(Sent::isPayment)
                .map(payment -> payment.account() + " p" + payment.number() + " "
                        + tables.stream()
                                .map(table -> level(all, payment, table))
                                .toList())
                .sorted()
                .toList();
        for (int run = 0; run < 4; run++) {
            Random trouble = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(rules(tables), List.of(), run % 2 == 0 ? 1 : 4, Instant.EPOCH);
            Batches.send(Batches.delayed(all, OUT_OF_ORDERNESS, trouble), tester, trouble);
            for (String account : ACCOUNTS) {
                TABLES.forEach(table -> tester.delete(table, account, FAR_BEYOND.minusSeconds(86_400)));
            }
            tester.watermark(FAR_BEYOND);

            assertThat(met(tester)).as("seed %s, run %s, %s", seed, run, tables).isEqualTo(expected);
            assertThat(tester.outputs().late())
                    .as("late, seed %s, run %s", seed, run)
                    .isEmpty();
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    private static TableSpec table(String name, Random random) {
        return new TableSpec(
                name,
                Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(20_000)),
                Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(8_000)),
                random.nextBoolean() ? null : Duration.ofMillis(1_000 + random.nextInt(20_000)));
    }

    /** The entry as of the payment, or else the first that follows within the time that it waits. */
    private static @Nullable Integer level(List<Sent> all, Sent payment, TableSpec table) {
        List<Sent> entries = all.stream()
                .filter(sent ->
                        sent.stream().equals(table.name()) && sent.account().equals(payment.account()))
                .sorted(Comparator.comparingLong(Sent::time))
                .toList();
        Duration ttl = table.ttl();
        Integer level = null;
        for (Sent entry : entries) {
            long time = entry.time();
            if (time <= payment.time()) {
                level = ttl == null || payment.time() < time + ttl.toMillis() ? entry.level() : null;
            } else if (level == null && time <= payment.time() + table.await().toMillis()) {
                level = entry.level();
            }
        }
        return level;
    }

    private static List<String> met(PipelineTester tester) {
        List<String> met = new ArrayList<>();
        for (Output.Alert alert : tester.outputs().alerts()) {
            List<Object> levels = new ArrayList<>();
            TABLES.forEach(table -> levels.add(alert.values().get("tables." + table + ".level")));
            met.add(alert.recordKey() + " " + alert.eventId() + " " + levels);
        }
        return met.stream().sorted().toList();
    }

    // ---- what is sent

    private static RuleSet rules(List<TableSpec> tables) {
        RuleSpec rule = Scenario.simple(
                "meets",
                "orElse(tables.levels.level, -1) > -2 && orElse(tables.limits.level, -1) > -2",
                Evaluate.AT_WATERMARK,
                null,
                null);
        List<StreamSpec> streams = List.of(stream("levels"), stream("limits"), Scenario.stream("payments"));
        return new RuleSet("model", streams, List.of(), List.of(rule)).withTables(tables);
    }

    private static StreamSpec stream(String table) {
        Schema schema = new Schema(List.of(
                Field.of("account", FieldType.STRING),
                Field.of("at", FieldType.TIMESTAMP),
                Field.of("level", FieldType.DECIMAL)));
        return new StreamSpec(
                table,
                schema,
                null,
                "account",
                TimeSource.field("at"),
                OUT_OF_ORDERNESS,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }

    /** No two entries of an account have the same time: those would go by the order of the partition. */
    private static List<Sent> random(Random random) {
        TreeMap<String, Sent> entries = new TreeMap<>();
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
            long time = 1_000_000 + random.nextInt(60) * 1_000L;
            if (random.nextInt(5) > 1) {
                all.add(new Sent("payments", account, time, i, null));
            } else {
                String table = TABLES.get(random.nextInt(2));
                Integer level = random.nextInt(4) == 0 ? null : random.nextInt(100);
                entries.putIfAbsent(table + account + time, new Sent(table, account, time, i, level));
            }
        }
        all.addAll(entries.values());
        return all;
    }
}
