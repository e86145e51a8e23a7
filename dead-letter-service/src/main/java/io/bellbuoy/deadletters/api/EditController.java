package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.edit.Draft;
import io.bellbuoy.deadletters.edit.EditRefused;
import io.bellbuoy.deadletters.edit.Editor;
import io.bellbuoy.deadletters.edit.PastEdit;
import io.bellbuoy.deadletters.edit.Review;
import io.bellbuoy.deadletters.edit.Violation;
import io.bellbuoy.deadletters.redrive.store.EditDesk;
import io.bellbuoy.deadletters.search.BadQueryException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Edits of dead letters. */
@RestController
@RequestMapping(path = "/api/letters/{id}/edits", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Edits", description = "Values that are corrected and redriven; for operators, and off by default.")
class EditController {

    private final Editor editor;

    EditController(Editor editor) {
        this.editor = editor;
    }

    /**
     * What somebody made of a value.
     *
     * @param value the whole value as text
     * @param reason why; not needed for a review
     */
    record Edit(@Nullable String value, @Nullable String reason) {

        String text() {
            if (value == null) {
                throw new BadQueryException("value", "missing", "the whole value, as text");
            }
            return value;
        }
    }

    /**
     * What a review found.
     *
     * @param difference lines that begin with "- ", "+ ", or two blanks for those around them
     * @param violations what is not allowed; empty if it can be redriven
     */
    record Reviewed(List<String> difference, List<Violation> violations) {

        static Reviewed of(Review review) {
            List<String> lines =
                    review.difference().lines().stream().map(Object::toString).toList();
            return new Reviewed(lines, review.violations());
        }
    }

    @GetMapping
    @Operation(summary = "The edits of a dead letter, the latest first, without what is masked")
    List<PastEdit> edits(@PathVariable long id) {
        return editor.past(id);
    }

    @GetMapping("/draft")
    @Operation(
            summary = "What can be edited, and what it is held against",
            description = "Without its text where something in it is masked.")
    Draft draft(@PathVariable long id) {
        return editor.draft(id).orElseThrow(() -> LetterController.missing(id));
    }

    @PostMapping("/review")
    @Operation(
            summary = "What an edit would do",
            description = "The difference from the original, and what the schemas of the topic do not allow.")
    Reviewed review(@PathVariable long id, @RequestBody Edit edit, Principal principal) {
        return Reviewed.of(
                editor.review(id, edit.text(), principal.getName()).orElseThrow(() -> LetterController.missing(id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Redrives a dead letter with another value",
            description = "To the topic that it came from. The original stays as it is. An edit that breaks a schema is"
                    + " refused with 422 and the violations: path, found, allowed.")
    EditDesk.Redriven redrive(@PathVariable long id, @RequestBody Edit edit, Principal principal) {
        String reason = edit.reason() == null ? "" : edit.reason();
        return editor.redrive(id, edit.text(), reason, principal.getName())
                .orElseThrow(() -> LetterController.missing(id));
    }

    @ExceptionHandler
    ProblemDetail refused(EditRefused refused) {
        HttpStatus status =
                switch (refused.kind()) {
                    case OFF -> HttpStatus.FORBIDDEN;
                    case LETTER -> HttpStatus.CONFLICT;
                    case VALUE -> HttpStatus.UNPROCESSABLE_CONTENT;
                };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refused.getMessage());
        if (!refused.violations().isEmpty()) {
            problem.setProperty("violations", refused.violations());
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException denied) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.FORBIDDEN, "Editing needs the role operator. Ask an admin for it.");
    }
}
