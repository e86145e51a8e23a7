package io.bellbuoy.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.decision.DecisionPart;
import io.bellbuoy.events.decision.ListEffect;
import io.bellbuoy.events.decision.ListMatch;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.feature.FeatureValues;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.decode.TestRecords;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputJsonTests {

    private static final long TIME = TestRecords.TIMESTAMP;
    private static final int ROUNDS = 3_000;

    private final EventCodec codec = new EventCodec();
    private final OutputJson json = new OutputJson("fraud");

    @Test
    void alertsAreWrittenAsTheCodecWritesThem() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Output.Alert alert = alert(random);

            byte[] written = json.alert(alert);

            assertThat(asText(written)).as("%s, seed %s", alert, seed).isEqualTo(asText(codec.write(record(alert))));
        }
    }

    @Test
    void valuesAreWrittenAsTheCodecWritesThem() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Output.Values values = values(random);

            byte[] written = json.values(values);

            assertThat(asText(written)).as("%s, seed %s", values, seed).isEqualTo(asText(codec.write(record(values))));
        }
    }

    @Test
    void decisionsAreWrittenAsTheCodecWritesThem() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Output.Decision decision = decision(random);

            byte[] written = json.decision(decision);

            assertThat(asText(written))
                    .as("%s, seed %s", decision, seed)
                    .isEqualTo(asText(codec.write(record(decision))));
        }
    }

    @Test
    void everyStatusAndSeverityIsOneOfTheAlertsOnTopics() {
        for (AlertStatus status : AlertStatus.values()) {
            assertThat(io.bellbuoy.events.alert.AlertStatus.valueOf(status.name()))
                    .isNotNull();
        }
        for (Severity severity : Severity.values()) {
            assertThat(io.bellbuoy.events.alert.Severity.valueOf(severity.name()))
                    .isNotNull();
        }
        for (Outcome outcome : Outcome.values()) {
            assertThat(io.bellbuoy.events.decision.Outcome.valueOf(outcome.name()))
                    .isNotNull();
        }
    }

    private static Decision record(Output.Decision decision) {
        return new Decision(
                decision.eventId(),
                decision.key(),
                Instant.ofEpochMilli(decision.eventTime()),
                decision.scorecard(),
                decision.version(),
                decision.score(),
                io.bellbuoy.events.decision.Outcome.valueOf(decision.outcome().name()),
                io.bellbuoy.events.decision.Outcome.valueOf(decision.scored().name()),
                decision.parts().stream()
                        .map(part -> new DecisionPart(
                                part.rule(), part.version(), part.weight(), part.holds(), part.values()))
                        .toList(),
                decision.lists().stream()
                        .map(listed -> new ListMatch(
                                listed.list(),
                                ListEffect.valueOf(listed.effect().name()),
                                listed.value(),
                                listed.reason(),
                                listed.until() == ListSpec.NEVER ? null : Instant.ofEpochMilli(listed.until())))
                        .toList());
    }

    private static Output.Decision decision(Random random) {
        List<Output.Part> parts = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            parts.add(
                    new Output.Part(text(random), text(random), decimal(random), random.nextBoolean(), named(random)));
        }
        return new Output.Decision(
                text(random),
                text(random),
                text(random),
                key(random),
                text(random),
                TIME + random.nextInt(),
                decimal(random),
                Outcome.values()[random.nextInt(Outcome.values().length)],
                Outcome.values()[random.nextInt(Outcome.values().length)],
                parts,
                lists(random));
    }

    private static List<Output.Listed> lists(Random random) {
        List<Output.Listed> lists = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            lists.add(new Output.Listed(
                    text(random),
                    random.nextBoolean() ? ListSpec.Effect.ALLOW : ListSpec.Effect.DENY,
                    text(random),
                    random.nextBoolean() ? text(random) : null,
                    random.nextBoolean() ? ListSpec.NEVER : TIME + random.nextInt()));
        }
        return lists;
    }

    private static BigDecimal decimal(Random random) {
        return BigDecimal.valueOf(random.nextLong(), random.nextInt(20) - 5);
    }

    private static Alert record(Output.Alert alert) {
        Evidence evidence = alert.evidence();
        return new Alert(
                alert.id(),
                alert.revision(),
                io.bellbuoy.events.alert.AlertStatus.valueOf(alert.status().name()),
                "fraud",
                alert.rule(),
                alert.ruleVersion(),
                io.bellbuoy.events.alert.Severity.valueOf(alert.severity().name()),
                alert.message(),
                alert.key(),
                window(alert.window()),
                alert.eventId(),
                Instant.ofEpochMilli(alert.eventTime()),
                alert.values(),
                alert.condition(),
                alert.watermark() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(alert.watermark()),
                evidence == null
                        ? null
                        : new io.bellbuoy.events.alert.Evidence(
                                evidence.topic(),
                                evidence.partition(),
                                evidence.firstOffset(),
                                evidence.lastOffset(),
                                evidence.triggerOffset()));
    }

    private static FeatureValues record(Output.Values values) {
        return new FeatureValues(
                values.eventId(),
                values.key(),
                Instant.ofEpochMilli(values.eventTime()),
                window(values.window()),
                values.values());
    }

    private static @Nullable TimeWindow window(@Nullable Window window) {
        return window == null
                ? null
                : new TimeWindow(Instant.ofEpochMilli(window.start()), Instant.ofEpochMilli(window.end()));
    }

    private static Output.Alert alert(Random random) {
        long time = TIME + random.nextInt();
        long offset = random.nextLong(Long.MAX_VALUE / 2);
        return new Output.Alert(
                new UUID(random.nextLong(), random.nextLong()),
                1 + random.nextInt(Integer.MAX_VALUE),
                AlertStatus.values()[random.nextInt(AlertStatus.values().length)],
                text(random),
                text(random),
                Severity.values()[random.nextInt(Severity.values().length)],
                text(random),
                text(random),
                key(random),
                window(random, time),
                random.nextBoolean() ? text(random) : null,
                time,
                named(random),
                text(random),
                random.nextInt(4) == 0 ? Long.MIN_VALUE : time - random.nextInt(10_000),
                random.nextInt(4) == 0
                        ? null
                        : new Evidence(
                                text(random),
                                random.nextInt(Integer.MAX_VALUE),
                                offset,
                                offset + random.nextInt(1000),
                                random.nextBoolean() ? -1 : offset));
    }

    private static Output.Values values(Random random) {
        long time = TIME + random.nextInt();
        return new Output.Values(
                "features",
                text(random),
                random.nextBoolean() ? text(random) : null,
                key(random),
                time,
                window(random, time),
                named(random));
    }

    private static Map<String, String> key(Random random) {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            key.put(text(random), text(random));
        }
        return key;
    }

    private static @Nullable Window window(Random random, long time) {
        return random.nextBoolean() ? new Window(time, time + 1 + random.nextInt(1000)) : null;
    }

    private static Map<String, @Nullable Object> named(Random random) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            @Nullable
            Object[] candidates = {
                null,
                random.nextBoolean(),
                new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(20)),
                new BigDecimal("1E+5"),
                text(random),
                Instant.ofEpochMilli(random.nextInt())
            };
            values.put(text(random), candidates[random.nextInt(candidates.length)]);
        }
        return values;
    }

    /** Any characters, so that some are control characters, quotes and halves of surrogate pairs. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.appendCodePoint(random.nextInt(0x11000));
                case 1 -> text.append((char) random.nextInt(0x80));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    private static String asText(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
