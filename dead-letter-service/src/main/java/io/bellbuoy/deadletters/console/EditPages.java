package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.edit.Draft;
import io.bellbuoy.deadletters.edit.EditRefused;
import io.bellbuoy.deadletters.edit.Editor;
import io.bellbuoy.deadletters.redrive.store.EditDesk;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The value of one dead letter, to be corrected and redriven. */
@Controller
@RequestMapping("/letters/{id}/edit")
class EditPages {

    private final Editor editor;

    EditPages(Editor editor) {
        this.editor = editor;
    }

    @GetMapping
    String edit(@PathVariable long id, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("edits", editor.past(id));
        if (model.containsAttribute("sent")) {
            return "letter-edit";
        }
        try {
            show(editor.draft(id).orElseThrow(() -> LetterPages.missing(id)), null, model);
        } catch (EditRefused refused) {
            model.addAttribute("refused", refused.getMessage());
        }
        return "letter-edit";
    }

    /** By POST, since it leaves a trace. */
    @PostMapping("/unmasked")
    String unmasked(@PathVariable long id, Model model, Principal principal) {
        model.addAttribute("id", id);
        Draft draft = editor.unmaskedDraft(id, principal.getName()).orElseThrow(() -> LetterPages.missing(id));
        show(draft, draft.text(), model);
        return "letter-edit";
    }

    @PostMapping("/review")
    String review(
            @PathVariable long id,
            @RequestParam String value,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            Principal principal) {
        model.addAttribute("id", id);
        model.addAttribute("reason", reason);
        show(editor.draft(id).orElseThrow(() -> LetterPages.missing(id)), value, model);
        model.addAttribute(
                "review", editor.review(id, value, principal.getName()).orElseThrow(() -> LetterPages.missing(id)));
        return "letter-edit";
    }

    @PostMapping
    String redrive(
            @PathVariable long id,
            @RequestParam String value,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response,
            Principal principal) {
        try {
            EditDesk.Redriven redriven =
                    editor.redrive(id, value, reason, principal.getName()).orElseThrow(() -> LetterPages.missing(id));
            next.addFlashAttribute("sent", redriven);
            return "redirect:/letters/{id}/edit";
        } catch (EditRefused refused) {
            if (refused.kind() != EditRefused.Kind.VALUE) {
                throw refused;
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            String page = review(id, value, reason, model, principal);
            model.addAttribute("violations", refused.violations());
            return page;
        }
    }

    @ExceptionHandler
    ModelAndView refused(EditRefused refused, HttpServletRequest request) {
        HttpStatus status = refused.kind() == EditRefused.Kind.OFF ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
        return PageErrors.page(request, status, "This cannot be edited", refused.getMessage());
    }

    @ExceptionHandler
    ModelAndView denied(AccessDeniedException denied, HttpServletRequest request) {
        return PageErrors.page(
                request,
                HttpStatus.FORBIDDEN,
                "Your role does not allow this",
                "Editing needs the role operator. Ask an admin for it.");
    }

    private static void show(Draft draft, @Nullable String typed, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("text", typed == null ? draft.text() : typed);
    }
}
