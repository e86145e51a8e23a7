package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alerting.Blocks;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.time.TaskTime;
import io.bellbuoy.engine.time.Watermarks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what is known of one record key, between batches. */
final class KeyQuestions {

    private final Plan plan;
    private final TaskState state;
    private final TaskTime time;

    KeyQuestions(Plan plan, TaskState state, TaskTime time) {
        this.plan = plan;
        this.state = state;
        this.time = time;
    }

    /** See {@link Task#features}. */
    Map<String, @Nullable Object> features(String recordKey) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        KeyState key = state.of(KeyBy.RECORD_KEY, recordKey);
        for (FeaturePlan feature : plan.compiled().features()) {
            if (feature.by().space() == KeyBy.RECORD_KEY) {
                values.put(feature.spec().name(), value(feature, key));
            }
        }
        return values;
    }

    private @Nullable Object value(FeaturePlan feature, KeyState key) {
        boolean exact = feature.spec().evaluate() == Evaluate.AT_WATERMARK;
        // The clock may have moved the watermark beyond the newest event, and older state is forgotten.
        long at = exact ? time.current() : Math.max(time.newestEvent(), time.current());
        return at == Watermarks.NONE
                ? feature.valueOf(new Totals(feature.measure().state().columns()))
                : feature.valueAsOf(key, at, -1);
    }

    /** See {@link Task#blocks}. */
    List<Task.Block> blocks(String recordKey) {
        Blocks.Open open = Blocks.find(state.of(KeyBy.RECORD_KEY, recordKey));
        return open == null
                ? List.of()
                : List.of(new Task.Block(open.id(), open.rule(), open.alertId(), open.since(), open.until()));
    }
}
