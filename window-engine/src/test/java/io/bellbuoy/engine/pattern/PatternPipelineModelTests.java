package io.bellbuoy.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.BareRecord;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pattern.PatternBruteForce.Part;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random patterns as rules over the events of two streams and several keys, against {@link PatternBruteForce}: whatever the
 * order of arrival within the out-of-orderness, the partitions, the batches, the failures and the crashes. Replay one seed
 * with {@code -Dtest.seed=17}; more cases with {@code -Dtest.cases=100000}.
 */
class PatternPipelineModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final int OUT_OF_ORDERNESS = 6;
    private static final List<String> STREAMS = List.of("left", "right");
    private static final List<String> KEYS = List.of("A", "B", "C");
    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("type", FieldType.STRING),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("id", FieldType.STRING),
            Field.of("key", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP)));

    @Test
    void matchesAreThoseOfTheDefinition() {
        long[] seeds = CASES.seeds(1_700).toArray();
        int matched = 0;
        int late = 0;
        for (long seed : seeds) {
            Trial trial = new Trial(Cases.random(seed), seed);
            matched += trial.run(0, 1, 0) ? 1 : 0;
            trial.run(1, 3, 0);
            assertThat(trial.alertIds).as("ids of both runs, seed %s", seed).hasSizeLessThanOrEqualTo(1);
            trial.run(2, 1, 40);
            late += trial.late.isEmpty() ? 0 : 1;
        }
        if (!Cases.isRepeated()) {
            assertThat(matched).as("cases with a match").isGreaterThan(seeds.length / 3);
            assertThat(late).as("cases with a late event").isGreaterThan(seeds.length / 6);
        }
    }

    /** An event as it is sent; its stream is that of its type. */
    private record Sent(String id, String key, String type, int amount, long time) {

        /** In the order of time, of streams and of ids. */
        static final Comparator<Sent> ORDER =
                Comparator.comparingLong(Sent::time).thenComparing(Sent::stream).thenComparing(Sent::id);

        String stream() {
            return streamOf(type);
        }

        void to(PipelineTester tester) {
            tester.send(
                    stream(),
                    Map.of("type", type, "amount", amount, "id", id, "key", key, "at", Instant.ofEpochMilli(time)));
        }

        Event event() {
            return new Event(
                    "events", time, id, key, new Object[] {type, BigDecimal.valueOf(amount)}, new BareRecord(0));
        }
    }

    private static String streamOf(String type) {
        return STREAMS.get(type.equals("b") || type.equals("x") ? 1 : 0);
    }

    /** One pattern and its events. */
    private static final class Trial {

        private final long seed;
        private final RandomPattern pattern;
        private final List<Sent> events = new ArrayList<>();
        private final Set<Set<UUID>> alertIds = new HashSet<>();
        private List<String> late = List.of();
        private final Map<String, String> idAt = new HashMap<>();
        private final int[] offsets = new int[3];
        private Random trouble = new Random();

        Trial(Random random, long seed) {
            this.seed = seed;
            pattern = new RandomPattern(random);
            long time = 100;
            for (int i = 2 + random.nextInt(18); i > 0; i--) {
                time += random.nextInt(3);
                String key = KEYS.get(random.nextInt(KEYS.size()));
                if (events.stream().filter(event -> event.key().equals(key)).count() < 7) {
                    // The digits in front put ids of one time into any order.
                    String id = random.nextInt(10) + "e" + events.size();
                    events.add(new Sent(id, key, pattern.anyType(), random.nextInt(4), time));
                }
            }
        }

        /** Whether anything matched. */
        boolean run(int run, int partitions, int delay) {
            trouble = CASES.begin(seed, run);
            List<Sent> arriving = arriving(delay);
            PipelineTester tester = new PipelineTester(rules(), List.of(), partitions, Instant.EPOCH);
            List<Sent> inTime = delay == 0 ? arriving : onlyInTime(arriving);
            send(arriving, tester, partitions);
            tester.watermark(Instant.ofEpochSecond(1));
            String where = "seed " + seed + ", " + partitions + " partitions: " + this;

            List<String> matches = alerts(tester);
            assertThat(matches).as(where).isEqualTo(expected(inTime, 0));
            assertThat(timeouts(tester)).as("timeouts, " + where).isEqualTo(expected(inTime, 1));
            assertThat(tester.outputs().late().stream()
                            .map(event -> event.source().timestamp() + " " + event.names())
                            .toList())
                    .as("late, " + where)
                    .isEqualTo(delay == 0 ? List.of() : late);
            assertThat(tester.outputs().dead()).as("dead, " + where).isEmpty();
            assertThat(tester.stateEntries()).as("entries left, " + where).isZero();
            if (delay == 0) {
                alertIds.add(
                        tester.outputs().alerts().stream().map(Output.Alert::id).collect(Collectors.toSet()));
            }
            assertThat(tester.outputs().alerts()).extracting(Output.Alert::id).doesNotHaveDuplicates();
            return !matches.isEmpty();
        }

        private RuleSet rules() {
            PatternSpec spec = pattern.spec(PatternPipelineModelTests::streamOf).timeouts("unfinished");
            return new RuleSet(
                    "model",
                    STREAMS.stream().map(PatternPipelineModelTests::stream).toList(),
                    List.of(),
                    List.of(RuleSpec.matching("pattern", "left", spec)));
        }

        /** Each event is late by up to the out-of-orderness, and some by more. */
        private List<Sent> arriving(int delay) {
            Map<Sent, Long> arrival = new HashMap<>();
            for (Sent event : events) {
                int more = delay > 0 && trouble.nextInt(3) == 0 ? trouble.nextInt(delay) : 0;
                arrival.put(event, event.time() + trouble.nextInt(OUT_OF_ORDERNESS + 1) + more);
            }
            return events.stream().sorted(Comparator.comparing(arrival::get)).toList();
        }

        /** By the definition of the watermark, of a task of one partition; notes the others. */
        private List<Sent> onlyInTime(List<Sent> arriving) {
            Map<String, Long> marks = new HashMap<>();
            List<Sent> inTime = new ArrayList<>();
            late = new ArrayList<>();
            for (Sent event : arriving) {
                marks.merge(event.stream(), event.time() - OUT_OF_ORDERNESS, Math::max);
                long watermark = marks.size() < 2 ? Long.MIN_VALUE : Math.min(marks.get("left"), marks.get("right"));
                if (event.time() >= watermark || !isRead(event)) {
                    inTime.add(event);
                } else if (mayConcern(event)) {
                    late.add(event.time() + " [pattern]");
                }
            }
            return inTime;
        }

        private boolean isRead(Sent event) {
            return pattern.parts().stream()
                    .anyMatch(part -> isOf(event, part.types()) || isOf(event, part.absentBehind()));
        }

        private static boolean isOf(Sent event, List<String> types) {
            return types.stream().anyMatch(type -> streamOf(type).equals(event.stream()));
        }

        /** What asks about earlier events may hold for any event of its stream. */
        private boolean mayConcern(Sent event) {
            for (Part part : pattern.parts()) {
                boolean taken = part.above() >= 0
                        ? isOf(event, part.types())
                        : part.types().contains(event.type());
                if (part.strict() || taken || part.absentBehind().contains(event.type())) {
                    return true;
                }
            }
            return false;
        }

        /** Sends in batches, some of which fail first, with crashes between them. */
        private void send(List<Sent> arriving, PipelineTester tester, int partitions) {
            idAt.clear();
            Arrays.fill(offsets, 0);
            for (int from = 0; from < arriving.size(); ) {
                int to = Math.min(arriving.size(), from + 1 + trouble.nextInt(6));
                List<Sent> batch = arriving.subList(from, to);
                if (trouble.nextInt(4) == 0) {
                    tester.failingBatch(() -> batch.subList(0, 1 + trouble.nextInt(batch.size()))
                            .forEach(event -> send(event, tester, partitions)));
                }
                tester.batch(() -> batch.forEach(event -> send(event, tester, partitions)));
                if (trouble.nextInt(4) == 0) {
                    tester.crash();
                }
                from = to;
            }
        }

        private void send(Sent event, PipelineTester tester, int partitions) {
            int partition = Math.floorMod(event.key().hashCode(), partitions);
            idAt.put(event.stream() + "-" + partition + "@" + offsets[partition]++, event.id());
            event.to(tester);
        }

        private List<String> alerts(PipelineTester tester) {
            return tester.outputs().alerts().stream()
                    .map(alert -> line(alert.recordKey(), alert.values(), alert.eventTime()))
                    .sorted()
                    .toList();
        }

        private List<String> timeouts(PipelineTester tester) {
            return tester.outputs().values().stream()
                    .map(values -> line(values.recordKey(), values.values(), values.eventTime()))
                    .sorted()
                    .toList();
        }

        private String line(String key, Map<String, ?> values, long at) {
            StringBuilder line = new StringBuilder(key);
            for (String event : String.valueOf(values.get("events")).split(", ")) {
                String id = event.split(" ")[1];
                String place = event.substring(event.indexOf('(') + 1, event.length() - 1);
                line.append(' ').append(id.equals(idAt.get(place)) ? id : event);
            }
            return line + " at " + at;
        }

        /** @param kind 0: matches, 1: partial matches out of time */
        private List<String> expected(List<Sent> inTime, int kind) {
            List<String> lines = new ArrayList<>();
            for (String key : new TreeSet<>(KEYS)) {
                // An event of a stream that no step reads does not come between the others.
                List<Event> own = inTime.stream()
                        .filter(event -> event.key().equals(key) && isRead(event))
                        .sorted(Sent.ORDER)
                        .map(Sent::event)
                        .toList();
                pattern.expected(own).get(kind).forEach(line -> lines.add(key + " " + line));
            }
            return lines.stream().sorted().toList();
        }

        @Override
        public String toString() {
            return pattern + ", over " + events.stream().sorted(Sent.ORDER).toList();
        }
    }

    private static StreamSpec stream(String name) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                "key",
                TimeSource.field("at"),
                Duration.ofMillis(OUT_OF_ORDERNESS),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }
}
