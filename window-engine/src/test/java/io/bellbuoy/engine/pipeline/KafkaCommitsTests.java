package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The commits of Apache Kafka by author and day, in the order in which they were committed: out of order by up to 234 days. The
 * published evaluator's watermark W says that nothing at or before W comes, ours that nothing before it does; its times are
 * whole seconds, so ours is one second further on, by an out-of-orderness of a day less one second.
 */
@EnabledIfEnvironmentVariable(
        named = "BELLBUOY_DATA",
        matches = ".+",
        disabledReason =
                "set the environment variable BELLBUOY_DATA to the directory that holds ooo_kafka_commits.csv.gz")
class KafkaCommitsTests {

    private static final Duration OUT_OF_ORDERNESS = Duration.ofDays(1).minusSeconds(1);
    private static final Duration LATENESS = Duration.ofDays(7);

    private record Place(String author, long start) {}

    private record Commit(String author, long time, String id) {

        void sendTo(PipelineTester tester) {
            tester.send("commits", Map.of("author", author, "at", Instant.ofEpochSecond(time), "id", id));
        }

        /** Whether a result is of the day of this commit and its author. */
        boolean isIn(Output.Values values) {
            return author.equals(values.key().get("author"))
                    && Objects.requireNonNull(values.window()).contains(time * 1_000);
        }
    }

    @Test
    void countsAndDigestAreThePublishedOnes() throws IOException, NoSuchAlgorithmException {
        PipelineTester tester = PipelineTester.of(rules());
        Map<Place, Object> windows =
                new TreeMap<>(Comparator.comparing(Place::author).thenComparing(Place::start));
        List<Commit> commits = commits();
        int late = 0;
        int dropped = 0;
        for (Commit commit : commits) {
            commit.sendTo(tester);
            // An event does not close its own window: a result of that window is one that it revises.
            late += (int)
                    tester.outputs().values().stream().filter(commit::isIn).count();
            dropped += tester.outputs().late().size();
            take(tester, windows);
            if (commit.time() % 100 == 0) {
                tester.crash();
            }
        }
        tester.watermark(Instant.parse("2100-01-01T00:00:00Z"));
        take(tester, windows);

        assertThat(commits).hasSize(14_012);
        assertThat(late).isEqualTo(24);
        assertThat(dropped).isEqualTo(31);
        assertThat(windows).hasSize(12_139);
        assertThat(digest(windows)).isEqualTo("e9702b861e548c3f");
        assertThat(tester.stateEntries()).isZero();
    }

    /** Takes the results so far; the last one of a window counts. */
    private static void take(PipelineTester tester, Map<Place, Object> windows) {
        for (Output.Values values : tester.outputs().values()) {
            long start = Objects.requireNonNull(values.window()).start() / 1_000;
            windows.put(
                    new Place(String.valueOf(values.key().get("author")), start),
                    Objects.requireNonNull(values.values().get("commits")));
        }
        tester.outputs().clear();
    }

    private static String digest(Map<Place, Object> windows) throws NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        windows.forEach((place, count) -> lines.append(place.author())
                .append(',')
                .append(place.start())
                .append(',')
                .append(count)
                .append('\n'));
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 16);
    }

    private static RuleSet rules() {
        Schema schema = new Schema(List.of(
                Field.of("id", FieldType.STRING),
                Field.of("author", FieldType.STRING),
                Field.of("at", FieldType.TIMESTAMP)));
        StreamSpec stream = new StreamSpec(
                "commits",
                schema,
                "id",
                "author",
                TimeSource.field("at"),
                OUT_OF_ORDERNESS,
                Duration.ofDays(1),
                Duration.ofDays(1),
                null,
                true);
        FeatureSpec perDay = new FeatureSpec(
                "commits",
                "commits",
                List.of("author"),
                null,
                WindowSpec.tumbling(Duration.ofDays(1)),
                "count()",
                Evaluate.ON_ARRIVAL,
                Emit.ON_CLOSE,
                LATENESS,
                "days");
        return new RuleSet("commits", List.of(stream), List.of(perDay), List.of());
    }

    private static List<Commit> commits() throws IOException {
        File file = new File(System.getenv("BELLBUOY_DATA"), "ooo_kafka_commits.csv.gz");
        List<Commit> commits = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new FileInputStream(file)), StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] values = line.split(",");
                commits.add(new Commit(values[2], Long.parseLong(values[1]), values[3]));
            }
        }
        return commits;
    }
}
