package io.bellbuoy.fraud.account;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.monitor.TaskBoard;
import org.springframework.stereotype.Component;

/** Where what is asked about an account is kept: usually where its events are read, or in a stage behind. */
@Component
final class StateHomes {

    private final Plan plan;
    private final StateHome first;
    private final StageRuntimes later;

    StateHomes(Plan plan, KeyedQueries queries, OwnerLookup owners, TaskBoard board, StageRuntimes later) {
        this.plan = plan;
        this.first = new StateHome(queries, owners, board);
        this.later = later;
    }

    StateHome of(Question<?> question) {
        int stage = question.stage().applyAsInt(plan);
        if (stage == 0) {
            return first;
        }
        StageRuntime runtime = later.stages().get(stage - 1);
        return new StateHome(runtime.queries(), runtime.owners(), runtime.board());
    }
}
