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
import io.bellbuoy.engine.window.FixedWindows;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published expectations of Flink, Kafka Streams and Beam for windows, through the public API: a feature of a
 * tumbling, sliding or session window that is published when it closes, and again with each late event. Where conventions differ they are translated:
 *
 * <ul>
 *   <li>Flink and Beam: a watermark W says that nothing at or before W comes, so [start, end) closes at W = end - 1. Here
 *       W says that nothing before W comes, and the window closes at W = end. So W is sent as W + 1.
 *   <li>Kafka Streams: no watermark; the highest time seen, T, closes a window at T &gt;= end + grace, and only then is the
 *       final result given. Here the watermark follows each event (no out-of-orderness), a window closes at T &gt;= end and
 *       is revised until end + lateness = end + grace; the final result is the last published one of a window that is over.
 *   <li>Sessions: in Flink events that are exactly the gap apart join, in Kafka too; here the gap ends the session. Flink's
 *       windows end at last + gap as ours do, and its vector has no events that far apart; Kafka's end at the last event, so
 *       its gap of g is one of g + 1 here, and its end e is e + g + 1.
 *   <li>Kafka's sliding windows by event: see {@link #checkByEvent}.
 *   <li>A late firing of a session, in Flink the result of the window as merged, is here that of the new window too; alerts
 *       of the windows that it took in are retracted beside it (SessionWindowsTests). The vectors have no lateness.
 *   <li>Unbounded lateness is 100 years; a list is compared by its count, sum, smallest and largest value.
 * </ul>
 */
@EnabledIfEnvironmentVariable(
        named = "BELLBUOY_DATA",
        matches = ".+",
        disabledReason = "set the environment variable BELLBUOY_DATA to the directory that holds window_vectors.json")
class WindowVectorsTests {

    private static final Duration UNBOUNDED = Duration.ofDays(36_500);
    private static final Map<String, List<String>> AGGREGATES = Map.of(
            "sum", List.of("sum(v)"),
            "count", List.of("count()"),
            "list", List.of("count()", "sum(v)", "min(v)", "max(v)"));

    private final JsonNode file =
            JsonMapper.shared().readTree(new File(System.getenv("BELLBUOY_DATA"), "window_vectors.json"));

    @TestFactory
    Stream<DynamicTest> vectors() {
        return StreamSupport.stream(file.get("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").asString(), () -> check(vector)));
    }

    @TestFactory
    Stream<DynamicTest> anInstantLiesInTheseWindows() {
        return StreamSupport.stream(file.at("/hopping_assignment/rows").spliterator(), false)
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> checkAssignment(row)));
    }

    @Test
    void noVectorOfTheseKindsIsMissing() {
        assertThat(file.get("vectors").findValuesAsString("kind"))
                .filteredOn(kind -> kind.equals("tumbling") || kind.equals("hopping"))
                .hasSize(6);
        assertThat(file.get("vectors").findValuesAsString("kind"))
                .filteredOn("session"::equals)
                .hasSize(3);
        assertThat(file.get("vectors")).hasSize(10);
        assertThat(file.at("/hopping_assignment/rows")).hasSize(6);
    }

    // ---- one vector

    private static void check(JsonNode vector) {
        JsonNode spec = vector.get("spec");
        String kind = spec.get("kind").asString();
        if (kind.equals("sliding_by_event")) {
            checkByEvent(vector);
            return;
        }
        boolean byStreamTime = spec.get("fire").asString().startsWith("stream time");
        PipelineTester tester = tester(spec, window(spec), Emit.ON_CLOSE);
        for (JsonNode step : vector.get("steps")) {
            if (step.has("event")) {
                send(step.get("event"), tester);
            } else if (step.has("watermark")) {
                tester.watermark(Instant.ofEpochMilli(step.get("watermark").asLong() + 1));
            } else if (step.has("restart")) {
                tester.crash();
            } else if (step.has("expect")) {
                assertThat(lines(tester.outputs().values()))
                        .containsExactlyInAnyOrderElementsOf(expected(spec, step.get("expect")));
                tester.outputs().clear();
            } else {
                assertThat(byStreamTime).isTrue();
                assertThat(finals(tester, spec, vector, closed -> true))
                        .containsExactlyInAnyOrderElementsOf(expected(spec, step.get("expect_all")));
            }
        }
    }

    private static WindowSpec window(JsonNode spec) {
        if (spec.has("gap")) {
            return WindowSpec.session(Duration.ofMillis(gap(spec)));
        }
        Duration size = Duration.ofMillis(spec.get("size").asLong());
        return spec.has("slide")
                ? WindowSpec.sliding(size, Duration.ofMillis(spec.get("slide").asLong()))
                : WindowSpec.tumbling(size);
    }

    /** The gap that ends a session here. */
    private static long gap(JsonNode spec) {
        return spec.get("gap").asLong() + (endsAtLastEvent(spec) ? 1 : 0);
    }

    private static boolean endsAtLastEvent(JsonNode spec) {
        return spec.has("gap") && spec.get("end").asString().startsWith("inclusive");
    }

    /** How much later than there a window ends here. */
    private static long beyondEnd(JsonNode spec) {
        if (endsAtLastEvent(spec)) {
            return gap(spec);
        }
        return spec.get("end").asString().startsWith("inclusive") ? 1 : 0;
    }

    private static PipelineTester tester(JsonNode spec, WindowSpec window, Emit emit) {
        Duration lateness = spec.get("lateness").isString()
                ? UNBOUNDED
                : Duration.ofMillis(spec.get("lateness").asLong());
        return tester(
                outOfOrderness(spec),
                lateness,
                AGGREGATES.get(spec.get("aggregate").asString()),
                window,
                emit);
    }

    private static PipelineTester tester(
            Duration outOfOrderness, Duration lateness, List<String> calls, WindowSpec window, Emit emit) {
        Schema schema = new Schema(List.of(
                Field.of("key", FieldType.STRING),
                Field.of("t", FieldType.TIMESTAMP),
                Field.of("v", FieldType.DECIMAL)));
        StreamSpec stream = new StreamSpec(
                "numbers",
                schema,
                null,
                "key",
                TimeSource.field("t"),
                outOfOrderness,
                Duration.ofDays(1),
                Duration.ofDays(1),
                null,
                true);
        List<FeatureSpec> features = new ArrayList<>();
        for (String call : calls) {
            features.add(new FeatureSpec(
                    "f" + features.size(),
                    "numbers",
                    List.of("key"),
                    null,
                    window,
                    call,
                    Evaluate.ON_ARRIVAL,
                    emit,
                    lateness,
                    "closed"));
        }
        return PipelineTester.of(new RuleSet("vectors", List.of(stream), features, List.of()));
    }

    /** Watermarks of their own let events be as late as they like; stream time follows each event at once. */
    private static Duration outOfOrderness(JsonNode spec) {
        return spec.get("fire").asString().startsWith("stream time") ? Duration.ZERO : UNBOUNDED;
    }

    private static void send(JsonNode event, PipelineTester tester) {
        tester.send(
                "numbers",
                Map.of(
                        "key", event.get("key").asString(),
                        "t", Instant.ofEpochMilli(event.get("t").asLong()),
                        "v", event.get("v").asInt()));
    }

    /** The last published result of each window that takes no more events. */
    private static List<String> finals(PipelineTester tester, JsonNode spec, JsonNode vector, Predicate<Window> asked) {
        long streamTime = Long.MIN_VALUE;
        for (JsonNode step : vector.get("steps")) {
            streamTime = Math.max(streamTime, step.at("/event/t").asLong(Long.MIN_VALUE));
        }
        long over = streamTime - spec.get("lateness").asLong();
        List<Output.Values> last = new ArrayList<>();
        for (Output.Values values : tester.outputs().values()) {
            last.removeIf(other -> other.key().equals(values.key())
                    && values.window().equals(other.window())
                    && other.values().keySet().equals(values.values().keySet()));
            last.add(values);
        }
        return lines(last.stream()
                .filter(values -> values.window().end() <= over && asked.test(values.window()))
                .toList());
    }

    private static List<String> lines(List<Output.Values> published) {
        return published.stream()
                .map(values -> values.key().get("key") + " [" + values.window().start() + ", "
                        + values.window().end() + ") " + values.values())
                .toList();
    }

    private static List<String> expected(JsonNode spec, JsonNode results) {
        List<String> lines = new ArrayList<>();
        for (JsonNode result : results) {
            long end = result.get("end").asLong() + beyondEnd(spec);
            int feature = 0;
            for (long value : values(spec.get("aggregate").asString(), result.get("value"))) {
                lines.add(result.get("key").asString() + " [" + result.get("start") + ", " + end + ") {f" + feature++
                        + "=" + value + "}");
            }
        }
        return lines;
    }

    private static long[] values(String aggregate, JsonNode value) {
        if (!aggregate.equals("list")) {
            return new long[] {value.asLong()};
        }
        long[] list = StreamSupport.stream(value.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        return new long[] {list.length, Arrays.stream(list).sum(), list[0], list[list.length - 1]};
    }

    // ---- Kafka's sliding windows

    /**
     * Kafka's windows by event are closed, [t - size, t] for an event at t and [t + 1, t + 1 + size] behind it. Sliding windows of
     * size + 1, one each millisecond, hold them all, and the final result of each is compared; what those between hold is
     * what their neighbours do.
     */
    private static void checkByEvent(JsonNode vector) {
        JsonNode spec = vector.get("spec");
        WindowSpec window =
                WindowSpec.sliding(Duration.ofMillis(spec.get("size").asLong() + 1), Duration.ofMillis(1));
        PipelineTester tester = tester(spec, window, Emit.ON_CLOSE);
        List<Long> times = new ArrayList<>();
        for (JsonNode step : vector.get("steps")) {
            if (step.has("event")) {
                times.add(step.get("event").get("t").asLong());
                send(step.get("event"), tester);
            } else {
                assertThat(finals(tester, spec, vector, closed -> isByEvent(closed, times)))
                        .containsExactlyInAnyOrderElementsOf(expected(spec, step.get("expect_all")));
            }
        }
    }

    private static boolean isByEvent(Window window, List<Long> times) {
        return times.contains(window.end() - 1) || times.contains(window.start() - 1);
    }

    // ---- assignment

    private static void checkAssignment(JsonNode row) {
        FixedWindows windows = new FixedWindows(
                row.get("size").asLong(),
                row.get("slide").asLong(),
                row.get("offset").asLong());
        long time = row.get("t").asLong();
        List<Window> found = new ArrayList<>();
        for (long end = windows.firstEnd(time); end <= windows.lastEnd(time); end += windows.every()) {
            found.add(windows.endingAt(end));
        }
        List<Window> expected = new ArrayList<>();
        row.get("windows")
                .forEach(window -> expected.add(
                        new Window(window.get(0).asLong(), window.get(1).asLong())));
        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(published(windows, time)).containsExactlyElementsOf(expected);
    }

    /** The windows that a feature publishes for one event at that time. */
    private static List<Window> published(FixedWindows windows, long time) {
        WindowSpec spec = new WindowSpec.Aligned(
                Duration.ofMillis(windows.size()),
                Duration.ofMillis(windows.every()),
                Duration.ofMillis(windows.offset()));
        PipelineTester tester = tester(Duration.ZERO, Duration.ZERO, List.of("count()"), spec, Emit.ON_CLOSE);
        tester.send("numbers", Map.of("key", "k", "t", Instant.ofEpochMilli(time)));
        tester.watermark(Instant.ofEpochMilli(time + 2 * windows.size()));
        return tester.outputs().values().stream()
                .map(values -> Objects.requireNonNull(values.window()))
                .toList();
    }
}
