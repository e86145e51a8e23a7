package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and features as one would declare them in YAML with every default written out. What is off is left out. */
final class Definitions {

    private final Map<String, String> keys = new LinkedHashMap<>();

    Definitions(RuleSet rules) {
        rules.streams().forEach(stream -> keys.put(stream.name(), stream.key()));
        rules.joins().forEach(join -> keys.put(join.name(), join.by()));
    }

    Map<String, Object> of(FeatureSpec feature) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stream", feature.stream());
        map.put("by", by(feature.by(), feature.stream()));
        putIfThere(map, "where", feature.where());
        map.put("window", WindowDefinitions.of(feature.window()));
        map.put("value", feature.value());
        map.put("evaluate", spelt(feature.evaluate()));
        map.put("emit", spelt(feature.emit()));
        map.put("allowed-lateness", spelt(feature.allowedLateness()));
        putIfThere(map, "publish", feature.publish());
        map.put("restart", spelt(feature.restart()));
        return map;
    }

    Map<String, Object> of(RuleSpec rule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stream", rule.stream());
        map.put("by", by(rule.by(), rule.stream()));
        putIfThere(map, "where", rule.where());
        if (rule.window() != null) {
            map.put("window", WindowDefinitions.of(rule.window()));
            map.put("compute", rule.compute());
        }
        if (rule.pattern() != null) {
            map.put("pattern", of(rule.pattern(), rule.stream()));
        }
        map.put("when", rule.when());
        map.put("severity", rule.severity().name());
        map.put("message", rule.message() == null ? rule.name() : rule.message());
        map.put("suppress", rule.suppress() == null ? "0s" : spelt(rule.suppress()));
        map.put("evaluate", spelt(rule.evaluate()));
        map.put("emit", spelt(rule.emit()));
        map.put("allowed-lateness", spelt(rule.allowedLateness()));
        putIfThere(map, "publish", rule.publish());
        if (rule.block() != null) {
            map.put("action", Map.of("block", of(rule.block())));
        }
        map.put("mode", spelt(rule.mode()));
        map.put("restart", spelt(rule.restart()));
        return map;
    }

    private List<String> by(List<String> by, String stream) {
        String key = keys.get(stream);
        return by.isEmpty() && key != null ? List.of(key) : by;
    }

    private static Map<String, Object> of(BlockSpec block) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("for", spelt(block.duration()));
        putIfThere(map, "lift-on", block.liftOn());
        return map;
    }

    // ---- patterns

    private static Map<String, Object> of(PatternSpec pattern, String stream) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("steps", pattern.steps().stream().map(step -> of(step, stream)).toList());
        if (pattern.within() != null) {
            map.put("within", spelt(pattern.within()));
        }
        map.put("skip", spelt(pattern.skip()));
        map.put("max-partial-matches", pattern.maxPartialMatches());
        putIfThere(map, "timeouts", pattern.timeouts());
        return map;
    }

    private static Map<String, Object> of(Step step, String stream) {
        if (step instanceof Step.Absence absence) {
            Map<String, Object> map = of(absence.event(), stream);
            map.put("not", true);
            if (absence.lasting() != null) {
                map.put("for", spelt(absence.lasting()));
            }
            return map;
        }
        Step.Occurrence occurrence = (Step.Occurrence) step;
        List<Step.Alternative> events = occurrence.alternatives();
        Map<String, Object> map = new LinkedHashMap<>();
        if (events.size() == 1) {
            map.putAll(of(events.get(0), stream));
        } else {
            map.put("any-of", events.stream().map(event -> of(event, stream)).toList());
        }
        map.put("times", occurrence.times().toString());
        map.put("optional", occurrence.optional());
        map.put("next", spelt(occurrence.contiguity()));
        return map;
    }

    private static Map<String, Object> of(Step.Alternative event, String stream) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", event.name());
        map.put("stream", event.stream() == null ? stream : event.stream());
        putIfThere(map, "where", event.where());
        return map;
    }

    // ---- values

    private static void putIfThere(Map<String, Object> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    static String spelt(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In the largest unit that it is a whole number of, as in {@code 10m}. */
    static String spelt(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (Unit unit : Unit.values()) {
            if (millis % unit.millis == 0) {
                return millis / unit.millis + unit.symbol;
            }
        }
        return millis + "ms";
    }

    private enum Unit {
        DAY("d", 86_400_000),
        HOUR("h", 3_600_000),
        MINUTE("m", 60_000),
        SECOND("s", 1_000);

        private final String symbol;
        private final long millis;

        Unit(String symbol, long millis) {
            this.symbol = symbol;
            this.millis = millis;
        }
    }
}
