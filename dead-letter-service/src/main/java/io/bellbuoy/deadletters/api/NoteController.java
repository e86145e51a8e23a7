package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.search.GroupSearch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people have written about groups. */
@RestController
@RequestMapping(path = "/api/groups/{fingerprint}/notes", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Groups")
class NoteController {

    private final GroupSearch groups;
    private final TriageDesk triage;
    private final Actions actions;

    NoteController(GroupSearch groups, TriageDesk triage, Actions actions) {
        this.groups = groups;
        this.triage = triage;
        this.actions = actions;
    }

    /**
     * A note to be added.
     *
     * @param text 1 to 10,000 characters
     */
    record Text(@Nullable String text) {}

    @GetMapping
    @Operation(summary = "The notes on a group, the oldest first")
    List<TriageDesk.Note> notes(@PathVariable String fingerprint) {
        requireGroup(fingerprint);
        return triage.notes(fingerprint);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a note, and get all")
    List<TriageDesk.Note> add(@PathVariable String fingerprint, @RequestBody Text note, Principal principal) {
        requireGroup(fingerprint);
        actions.note(fingerprint, note.text(), principal.getName());
        return triage.notes(fingerprint);
    }

    private void requireGroup(String fingerprint) {
        groups.get(fingerprint).orElseThrow(() -> GroupController.missing(fingerprint));
    }
}
