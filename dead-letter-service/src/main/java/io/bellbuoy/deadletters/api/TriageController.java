package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.TriageForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do with dead letters but redrive them. */
@RestController
@RequestMapping(
        path = "/api/letters",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Triage", description = "Discard, restore, park and open again; for operators.")
class TriageController {

    private final Actions actions;

    TriageController(Actions actions) {
        this.actions = actions;
    }

    /**
     * How many it was done with. Others that are selected are in a state in which it cannot be done, or a redrive has them.
     */
    record Done(long count) {}

    @PostMapping("/discard")
    @Operation(
            summary = "Discard what is open or parked",
            description = "With a reason. It can be restored until discard-retention is over.")
    Done discard(@RequestBody TriageForm form, Principal principal) {
        return new Done(actions.discard(form, principal.getName()));
    }

    @PostMapping("/restore")
    @Operation(summary = "Open again what was discarded", description = "Unless its content has been erased.")
    Done restore(@RequestBody TriageForm form, Principal principal) {
        return new Done(actions.restore(form, principal.getName()));
    }

    @PostMapping("/park")
    @Operation(
            summary = "Put aside what is open",
            description = "With a reason. It is not redriven until it is open again.")
    Done park(@RequestBody TriageForm form, Principal principal) {
        return new Done(actions.park(form, principal.getName()));
    }

    @PostMapping("/unpark")
    @Operation(summary = "Open again what is parked", description = "Also what is parked since it came back too often.")
    Done unpark(@RequestBody TriageForm form, Principal principal) {
        return new Done(actions.unpark(form, principal.getName()));
    }
}
