package io.bellbuoy.stream.autoconfigure.health;

import static io.bellbuoy.stream.autoconfigure.health.Definitions.spelt;

import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Windows as one would declare them in YAML with every default written out. */
final class WindowDefinitions {

    private WindowDefinitions() {}

    static Map<String, Object> of(WindowSpec window) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (window instanceof WindowSpec.Aligned aligned) {
            putGrid(map, aligned.isTumbling(), spelt(aligned.size()), spelt(aligned.every()));
            map.put("offset", spelt(aligned.offset()));
        } else if (window instanceof WindowSpec.Calendar calendar) {
            String symbol = calendar.unit().symbol();
            String size = (long) calendar.step() * calendar.cells() + symbol;
            putGrid(map, calendar.cells() == 1, size, calendar.step() + symbol);
            map.put("zone", calendar.zone().getId());
            map.put("offset", spelt(calendar.offset()));
        } else if (window instanceof WindowSpec.Trailing trailing) {
            map.put("trailing", spelt(trailing.size()));
            map.put("exclude-current", trailing.excludeCurrent());
        } else if (window instanceof WindowSpec.Session session) {
            map.put("session", spelt(session.gap()));
        } else if (window instanceof WindowSpec.Global global) {
            map.put("global", true);
            map.put("trigger", trigger(global));
            map.put("ttl", spelt(global.ttl()));
        }
        return map;
    }

    private static void putGrid(Map<String, Object> map, boolean tumbling, String size, String every) {
        map.put(tumbling ? "tumbling" : "sliding", size);
        if (!tumbling) {
            map.put("every", every);
        }
    }

    private static Map<String, Object> trigger(WindowSpec.Global global) {
        Map<String, Object> map = new LinkedHashMap<>();
        Trigger trigger = global.trigger();
        if (trigger instanceof Trigger.Count count) {
            map.put("count", count.events());
        } else if (trigger instanceof Trigger.Delta delta) {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("of", delta.of());
            of.put("threshold", delta.threshold());
            map.put("delta", of);
        } else if (trigger instanceof Trigger.Every every) {
            map.put("every", spelt(every.interval()));
        } else if (trigger instanceof Trigger.ProcessingEvery every) {
            map.put("processing-every", spelt(every.interval()));
        }
        map.put("then", global.purge() ? "purge" : "keep");
        return map;
    }
}
