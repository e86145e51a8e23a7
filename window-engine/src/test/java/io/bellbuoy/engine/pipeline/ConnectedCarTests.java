package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The drives of one car as Flink's training published them, from readings that arrive up to 35 s late. There a gap of more
 * than 15 s ends a drive, and a drive ends with its last reading; here one of at least 15.001 s does, and the session's
 * window ends that much after it. The published speeds are integer parts of 32-bit floats, so readings are read as such: the
 * third drive's largest, 36.999999448657036, is 37 there.
 */
@EnabledIfEnvironmentVariable(
        named = "BELLBUOY_DATA",
        matches = ".+",
        disabledReason =
                "set the environment variable BELLBUOY_DATA to the directory that holds ooo_connected_car.csv.gz")
class ConnectedCarTests {

    private static final Duration GAP = Duration.ofMillis(15_001);

    private final File data = new File(System.getenv("BELLBUOY_DATA"));

    @Test
    void theDrivesAreThePublishedOnes() throws IOException {
        PipelineTester tester = PipelineTester.of(rules());
        List<Map<String, String>> readings = readings();
        readings.forEach(reading -> tester.send("readings", reading));
        tester.watermark(Instant.parse("2100-01-01T00:00:00Z"));

        assertThat(readings).hasSize(495);
        assertThat(tester.outputs().late()).isEmpty();
        assertThat(tester.outputs().alerts().stream()
                        .map(ConnectedCarTests::line)
                        .toList())
                .containsExactlyElementsOf(expected());
        assertThat(tester.stateEntries()).isZero();
    }

    private static RuleSet rules() {
        Schema schema = new Schema(List.of(
                Field.of("event", FieldType.STRING),
                Field.of("car", FieldType.STRING),
                Field.of("ts", FieldType.TIMESTAMP),
                Field.of("c10", FieldType.DECIMAL)));
        StreamSpec stream = new StreamSpec(
                "readings",
                schema,
                "event",
                "car",
                TimeSource.field("ts"),
                Duration.ofSeconds(35),
                Duration.ofDays(1),
                Duration.ofDays(1),
                null,
                true);
        Map<String, String> compute = new LinkedHashMap<>();
        compute.put("length", "count()");
        compute.put("fastest", "max(c10)");
        RuleSpec drives = new RuleSpec(
                "drives",
                "readings",
                null,
                List.of("car"),
                WindowSpec.session(GAP),
                compute,
                "length > 0",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null);
        return new RuleSet("cars", List.of(stream), List.of(), List.of(drives));
    }

    private List<Map<String, String>> readings() throws IOException {
        List<Map<String, String>> readings = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(new FileInputStream(new File(data, "ooo_connected_car.csv.gz"))),
                StandardCharsets.UTF_8))) {
            String[] header = reader.readLine().split(",");
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] values = line.split(",");
                Map<String, String> reading = new LinkedHashMap<>();
                for (int i = 0; i < header.length; i++) {
                    reading.put(header[i], values[i]);
                }
                reading.put("c10", Float.toString(Float.parseFloat(reading.get("c10"))));
                readings.add(reading);
            }
        }
        return readings;
    }

    private List<String> expected() {
        JsonNode file = JsonMapper.shared().readTree(new File(data, "ooo_connected_car_expected.json"));
        List<String> lines = new ArrayList<>();
        for (JsonNode drive : file.get("expected")) {
            long end = drive.get("end_s").asLong() * 1_000 + GAP.toMillis();
            lines.add("[" + drive.get("start_s").asLong() * 1_000 + ", " + end + ") " + drive.get("length") + " "
                    + drive.get("max_speed_kph"));
        }
        return lines;
    }

    private static String line(Output.Alert alert) {
        var window = Objects.requireNonNull(alert.window());
        BigDecimal fastest = (BigDecimal) Objects.requireNonNull(alert.values().get("fastest"));
        return "[" + window.start() + ", " + window.end() + ") "
                + alert.values().get("length") + " " + fastest.setScale(0, RoundingMode.DOWN);
    }
}
