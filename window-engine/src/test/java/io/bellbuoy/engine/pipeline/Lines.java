package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.window.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Results as lines of text, so that those of the engine and of the model compare and read well. */
final class Lines {

    private Lines() {}

    static String alert(
            String rule,
            String key,
            String about,
            String status,
            int revision,
            Map<String, @Nullable Object> values,
            long at) {
        return "alert " + rule + " " + key + " " + about + " " + status + " " + revision + " " + numbers(values)
                + " at " + at;
    }

    static String values(String topic, String key, String about, Map<String, @Nullable Object> values) {
        return topic + " " + key + " " + about + " " + numbers(values);
    }

    /** Values with equal numbers spelt alike. */
    static String numbers(Map<String, @Nullable Object> values) {
        Map<String, String> spelt = new LinkedHashMap<>();
        values.forEach((name, value) -> spelt.put(name, number(value)));
        return spelt.toString();
    }

    private static String number(@Nullable Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /** What an engine published for some rules and topics, sorted. */
    static List<String> of(Outputs outputs, Predicate<String> rulesAndTopics) {
        List<String> lines = new ArrayList<>();
        outputs.alerts().stream()
                .filter(alert -> rulesAndTopics.test(alert.rule()))
                .map(Lines::of)
                .forEach(lines::add);
        outputs.values().stream()
                .filter(values -> rulesAndTopics.test(values.topic()))
                .map(Lines::of)
                .forEach(lines::add);
        return lines.stream().sorted().toList();
    }

    static String of(Output.Alert alert) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        alert.values().forEach((name, value) -> {
            if (alert.window() == null || name.equals("x") || name.equals("y")) {
                values.put(name, value);
            }
        });
        if (values.size() > 2) {
            values.keySet().retainAll(List.of("x", "y"));
        }
        if (values.containsKey("amount")) {
            values.put("amount", values.remove("amount"));
        }
        return alert(
                alert.rule(),
                alert.key().toString(),
                about(alert.window(), alert.eventId()),
                alert.status().name(),
                alert.revision(),
                values,
                alert.watermark());
    }

    static String of(Output.Values values) {
        return values(
                values.topic(), values.key().toString(), about(values.window(), values.eventId()), values.values());
    }

    /** The key and window of an alert. */
    static String place(Output.Alert alert) {
        return alert.key() + " " + about(alert.window(), null);
    }

    private static String about(@Nullable Window window, @Nullable String eventId) {
        return window == null ? String.valueOf(eventId) : "[" + window.start() + ", " + window.end() + ")";
    }
}
