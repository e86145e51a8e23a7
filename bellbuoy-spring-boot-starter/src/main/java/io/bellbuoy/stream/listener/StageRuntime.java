package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StateStores;

/**
 * A stage behind the first: a runtime of its own, with a group, a state log and a directory of its own.
 *
 * @param plan what runs there
 * @param topic what it reads; also its group and the prefix of its internal topics
 * @param board where its tasks stand
 * @param stores keeps its state
 * @param queries takes reads of its state
 * @param owners knows who runs its tasks
 * @param runtime runs it
 */
public record StageRuntime(
        Plan plan,
        String topic,
        TaskBoard board,
        StateStores stores,
        KeyedQueries queries,
        OwnerLookup owners,
        StreamRuntime runtime) {}
