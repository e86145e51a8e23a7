package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.policy.Action;
import io.bellbuoy.deadletters.policy.Policies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Policies of the configuration. */
@RestController
@Tag(name = "Policies", description = "What is done with open dead letters without anybody asking.")
class PolicyController {

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    /**
     * A policy.
     *
     * @param name by which the audit knows it, as in {@code policy lost-connections}
     * @param when which dead letters, in words
     * @param then what it does
     * @param deed what it does, in words
     * @param open how many open dead letters it is about
     */
    record Standing(String name, String when, Action then, String deed, long open) {}

    @GetMapping(path = "/api/policies", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "All policies, in the order in which they are asked",
            description = "A dead letter is counted for the first one that matches, once policies have looked at it.")
    List<Standing> policies() {
        return policies.standing().stream()
                .map(one -> new Standing(
                        one.policy().name(),
                        one.policy().when().toString(),
                        one.policy().then(),
                        one.policy().deed(),
                        one.open()))
                .toList();
    }
}
