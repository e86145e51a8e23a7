package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Evaluate;
import java.util.List;
import java.util.Set;

/**
 * A way of a stream's events from one stage to another.
 *
 * @param stage where to
 * @param key the fields of that stage's key
 * @param moments what is evaluated there, or behind it with what is read there
 * @param needsKey whether an event without that key has nothing to do there
 * @param fields the fields that are read there or later, features of earlier stages among them, by name
 * @param gathered the features of the stage before whose values go along
 * @param votes the rules and detectors of the stage before whose conclusions go along
 * @param schema the fields of the events that are forwarded
 */
public record Hop(
        int stage,
        List<String> key,
        Set<Evaluate> moments,
        boolean needsKey,
        List<String> fields,
        List<FeaturePlan> gathered,
        List<String> votes,
        Schema schema) {

    public Hop {
        key = List.copyOf(key);
        moments = Set.copyOf(moments);
        fields = List.copyOf(fields);
        gathered = List.copyOf(gathered);
        votes = List.copyOf(votes);
    }
}
