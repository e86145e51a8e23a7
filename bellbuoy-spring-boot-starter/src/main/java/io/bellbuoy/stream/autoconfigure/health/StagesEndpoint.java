package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.engine.plan.StageView;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows what runs in which stage: Actuator endpoint {@code stages}. */
@Endpoint(id = "stages")
public final class StagesEndpoint {

    private final Supplier<List<StageView>> stages;

    /** @param stages the stages of the rule set in force */
    public StagesEndpoint(Supplier<List<StageView>> stages) {
        this.stages = stages;
    }

    /** The stages in order. */
    @ReadOperation
    public List<StageView> stages() {
        return stages.get();
    }
}
