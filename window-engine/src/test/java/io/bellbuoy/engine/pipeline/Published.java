package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model has published for one window so far, and what it publishes when it looks again. */
final class Published {

    private final KnownRule rule;
    private final String key;
    private final String window;
    private final List<String> results;
    private int revision;
    private String status = "";
    private String values = "";

    Published(KnownRule rule, String key, String window, List<String> results) {
        this.rule = rule;
        this.key = key;
        this.window = window;
        this.results = results;
    }

    boolean rang() {
        return revision > 0;
    }

    void look(Map<String, @Nullable Object> now, long watermark) {
        boolean rings = status.equals("FIRING") || status.equals("REVISED");
        boolean holds = rule.when().holds().test(now);
        if (!rings && !holds || rings && holds && Lines.numbers(now).equals(values)) {
            return;
        }
        status = !holds ? "RETRACTED" : rings ? "REVISED" : "FIRING";
        values = Lines.numbers(now);
        results.add(Lines.alert(rule.spec().name(), key, window, status, ++revision, now, watermark));
    }
}
