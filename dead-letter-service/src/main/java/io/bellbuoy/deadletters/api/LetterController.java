package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.Desk;
import io.bellbuoy.deadletters.desk.LetterFilter;
import io.bellbuoy.deadletters.desk.LetterView;
import io.bellbuoy.deadletters.desk.Redrives;
import io.bellbuoy.deadletters.desk.Summary;
import io.bellbuoy.deadletters.redrive.job.Trip;
import io.bellbuoy.deadletters.search.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters. */
@RestController
@RequestMapping("/api/letters")
@Tag(name = "Dead letters", description = "Dead letters, masked unless unmask is true, which operators may ask for.")
class LetterController {

    private final Desk desk;

    private final Redrives redrives;

    LetterController(Desk desk, Redrives redrives) {
        this.desk = desk;
        this.redrives = redrives;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A page of dead letters, the latest collected first",
            description = "A page may be empty and have a next one: a bounded number of rows is looked at for one page."
                    + " payload is for operators and does not look into values that are stored compressed. Without"
                    + " the role operator, key, text, and header with a value need a topic in which nothing is"
                    + " sensitive.")
    Page<Summary> letters(@ParameterObject @ModelAttribute LetterFilter filter) {
        return desk.find(filter.query());
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One dead letter with headers and stack trace",
            description = "With unmask=true nothing is hidden, and the audit has an entry of it.")
    LetterView letter(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean unmask, Principal principal) {
        return (unmask ? desk.unmasked(id, principal.getName()) : desk.masked(id)).orElseThrow(() -> missing(id));
    }

    @GetMapping(path = "/{id}/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All dead letters of the same record, the first one first, at most 100")
    List<Summary> history(@PathVariable long id) {
        return desk.history(id);
    }

    @GetMapping(path = "/{id}/redrives", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The redrives of its record, the first one first",
            description = "Also those of the dead letters that it came back from, and that it came back as.")
    List<Trip> redrives(@PathVariable long id) {
        return redrives.history(id);
    }

    @GetMapping(path = "/{id}/payload", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "The value as a file",
            description = "To the byte, where nothing in it is masked; 403 where all of it is hidden.")
    ResponseEntity<byte[]> payload(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean unmask, Principal principal) {
        byte[] bytes = (unmask ? desk.unmaskedPayload(id, principal.getName()) : desk.payload(id))
                .orElseThrow(() -> missing(id));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("dead-letter-" + id + ".bin")
                                .build()
                                .toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    static NotFoundException missing(long id) {
        return new NotFoundException("There is no dead letter " + id + "; GET /api/letters lists those there are.");
    }
}
