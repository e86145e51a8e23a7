package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.JobDetail;
import io.bellbuoy.deadletters.desk.JobView;
import io.bellbuoy.deadletters.desk.RedriveForm;
import io.bellbuoy.deadletters.desk.Redrives;
import io.bellbuoy.deadletters.redrive.job.Started;
import io.bellbuoy.deadletters.redrive.job.Trip;
import io.bellbuoy.deadletters.redrive.plan.Plan;
import io.bellbuoy.deadletters.search.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Redrives: what one would do, starting it, and how it goes. */
@RestController
@RequestMapping(path = "/api/redrives", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Redrives", description = "Dead letters go back to their topics; viewers see how, operators decide.")
class RedriveController {

    private final Actions actions;
    private final Redrives redrives;

    RedriveController(Actions actions, Redrives redrives) {
        this.actions = actions;
        this.redrives = redrives;
    }

    /**
     * A redrive that was started.
     *
     * @param elsewhere how many of what was selected it did not get, since others are dealing with them, or they are more than
     *     one takes
     * @param withoutOrigin how many it did not get since nobody knows which topic they came from
     */
    record Answer(JobView redrive, long elsewhere, long withoutOrigin) {}

    /**
     * What somebody found out about a batch in doubt.
     *
     * @param sent whether its redrive ids are in the topic
     */
    record Finding(@Nullable Boolean sent) {}

    @PostMapping(path = "/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What a redrive would do",
            description =
                    "How many, which topics, which other consumer groups read those and will read the records again,"
                            + " what would be left out and why, the steps. Changes nothing.")
    Plan plan(@RequestBody RedriveForm form, Principal principal) {
        return actions.plan(form, principal.getName());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Start a redrive",
            description =
                    "With the header Idempotency-Key, asking again with the same key and body answers with the redrive"
                            + " that was started (200).")
    @ApiResponse(responseCode = "202", description = "Started; Location says where to look.")
    @ApiResponse(responseCode = "200", description = "It was started before, with the same Idempotency-Key.")
    @ApiResponse(responseCode = "409", description = "Another redrive, which redrive names, has some of it.")
    @ApiResponse(responseCode = "422", description = "Nothing of it can be redriven, or a topic does not take it.")
    ResponseEntity<Answer> start(
            @RequestBody RedriveForm form,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Principal principal) {
        Started started = actions.start(form, key, principal.getName());
        return ResponseEntity.status(started.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/api/redrives/" + started.job()))
                .body(new Answer(job(started.job()), started.elsewhere(), started.withoutOrigin()));
    }

    @GetMapping
    @Operation(
            summary = "A page of redrives, the latest first",
            description = "Give next of one page as after of the next.")
    Page<JobView> redrives(@RequestParam(defaultValue = "9223372036854775807") long after) {
        return redrives.latest(after);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One redrive with its steps",
            description = "With what came back, why it stopped, and how far its consumer groups are.")
    JobDetail redrive(@PathVariable long id) {
        return redrives.detail(id).orElseThrow(() -> missing(id));
    }

    @GetMapping("/{id}/letters")
    @Operation(summary = "The dead letters of a redrive, a hundred a page, and what became of each")
    Page<Trip> letters(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(defaultValue = "0") long after) {
        job(id);
        return redrives.trips(id, outcome, after);
    }

    @PostMapping("/{id}/pause")
    @Operation(
            summary = "Send nothing more until it is resumed",
            description = "The latest batch is brought to its end.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "It does not run.")
    JobView pause(@PathVariable long id, Principal principal) {
        return after(id, actions.pause(id, principal.getName()));
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Go on, beginning with small batches again")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "It is not paused.")
    JobView resume(@PathVariable long id, Principal principal) {
        return after(id, actions.resume(id, principal.getName()));
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "End it", description = "What was not sent is open again.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "It has ended.")
    JobView cancel(@PathVariable long id, Principal principal) {
        return after(id, actions.cancel(id, principal.getName()));
    }

    @PostMapping(path = "/{id}/settle", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Say whether a batch in doubt was sent",
            description = "Look for its redrive ids, those of GET letters?outcome=sending, in the topic.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "No batch of it is in doubt.")
    JobView settle(@PathVariable long id, @RequestBody Finding finding, Principal principal) {
        boolean sent = Required.of("sent", finding.sent(), "true or false");
        return after(id, actions.settle(id, sent, principal.getName()));
    }

    private JobView after(long id, boolean isThere) {
        if (!isThere) {
            throw missing(id);
        }
        return job(id);
    }

    private JobView job(long id) {
        return redrives.job(id).orElseThrow(() -> missing(id));
    }

    private static NotFoundException missing(long id) {
        return new NotFoundException("There is no redrive " + id + "; GET /api/redrives lists those there are.");
    }
}
