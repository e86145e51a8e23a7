package io.bellbuoy.stream.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.plan.StageView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StagesEndpointTests {

    @Test
    void theStagesInForceAreShownWithWhatRunsInEach() {
        List<StageView> stages = new ArrayList<>();
        StagesEndpoint endpoint = new StagesEndpoint(() -> stages);
        stages.add(new StageView(0, List.of(), List.of("payments"), List.of("spend"), List.of("many"), List.of()));
        stages.add(new StageView(
                1, List.of("terminal"), List.of("payments"), List.of("risk"), List.of("risky"), List.of("card")));

        assertThat(new JsonMapper().writeValueAsString(endpoint.stages())).isEqualTo("""
                [{"stage":0,"key":[],"streams":["payments"],"features":["spend"],"rules":["many"],"scorecards":[]},\
                {"stage":1,"key":["terminal"],"streams":["payments"],"features":["risk"],"rules":["risky"],\
                "scorecards":["card"]}]""");
    }
}
