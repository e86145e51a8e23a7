package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.Desk;
import io.bellbuoy.deadletters.desk.LetterFilter;
import io.bellbuoy.deadletters.desk.Redrives;
import io.bellbuoy.deadletters.desk.Summary;
import io.bellbuoy.deadletters.desk.TriageForm;
import io.bellbuoy.deadletters.search.BadQueryException;
import io.bellbuoy.deadletters.search.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Discarding and parking with a reason, opening again, and the parking lot. */
@Controller
class TriagePages {

    private final Actions actions;
    private final Desk desk;
    private final Redrives redrives;

    TriagePages(Actions actions, Desk desk, Redrives redrives) {
        this.actions = actions;
        this.desk = desk;
        this.redrives = redrives;
    }

    @GetMapping("/parked")
    String parked(@RequestParam(required = false) @Nullable String after, Model model) {
        LetterFilter filter =
                new LetterFilter(null, null, null, null, null, null, null, null, null, "PARKED", null, null, after);
        Page<Summary> page = desk.find(filter.query());
        model.addAttribute("letters", page.items());
        model.addAttribute(
                "attempts",
                redrives.attempts(page.items().stream().map(Summary::id).toList()));
        model.addAttribute("next", page.next() == null ? "" : PageLinks.to("/parked", Map.of("after", page.next())));
        return "parked";
    }

    /** The buttons of the parking lot. */
    @PostMapping("/parked")
    @PreAuthorize("hasRole('OPERATOR')")
    String parked(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @RequestParam(name = "do", defaultValue = "open") String what,
            Principal principal,
            RedirectAttributes after) {
        if (ids == null || ids.isEmpty()) {
            after.addFlashAttribute("notice", "Tick at least one dead letter.");
            return "redirect:/parked";
        }
        if (what.equals("discard")) {
            after.addAttribute("ids", ids);
            return "redirect:/letters/discard";
        }
        long opened = actions.unpark(new TriageForm(ids, null, null, null, null), principal.getName());
        after.addFlashAttribute("notice", count(opened) + " open again.");
        if (what.equals("redrive") && opened > 0) {
            after.addAttribute("ids", ids);
            return "redirect:/redrives/new";
        }
        return "redirect:/parked";
    }

    /** What needs a reason. */
    private enum Deed {
        DISCARD("discarded"),
        PARK("parked");

        private final String done;

        Deed(String done) {
            this.done = done;
        }

        /** As in the address of its page. */
        private String action() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @GetMapping("/letters/discard")
    @PreAuthorize("hasRole('OPERATOR')")
    String discard(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            Model model) {
        return ask(Deed.DISCARD, Choice.of(ids, filter, null), "", model);
    }

    @PostMapping("/letters/discard")
    @PreAuthorize("hasRole('OPERATOR')")
    String discard(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            @RequestParam(required = false) @Nullable Long upTo,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        return act(Deed.DISCARD, Choice.of(ids, filter, upTo), reason, principal, model, after, response);
    }

    @GetMapping("/letters/park")
    @PreAuthorize("hasRole('OPERATOR')")
    String park(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            Model model) {
        return ask(Deed.PARK, Choice.of(ids, filter, null), "", model);
    }

    @PostMapping("/letters/park")
    @PreAuthorize("hasRole('OPERATOR')")
    String park(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            @RequestParam(required = false) @Nullable Long upTo,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        return act(Deed.PARK, Choice.of(ids, filter, upTo), reason, principal, model, after, response);
    }

    @PostMapping("/letters/restore")
    @PreAuthorize("hasRole('OPERATOR')")
    String restore(@RequestParam List<Long> ids, Principal principal, RedirectAttributes after) {
        Choice choice = new Choice(ids, null, null, null);
        long count = actions.restore(choice.triage(null), principal.getName());
        after.addFlashAttribute("notice", count(count) + " open again.");
        return back(choice);
    }

    private String act(
            Deed deed,
            Choice choice,
            String reason,
            Principal principal,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        TriageForm form = choice.triage(reason);
        try {
            long count =
                    switch (deed) {
                        case DISCARD -> actions.discard(form, principal.getName());
                        case PARK -> actions.park(form, principal.getName());
                    };
            after.addFlashAttribute("notice", count(count) + " " + deed.done + ".");
            return back(choice);
        } catch (BadQueryException e) {
            model.addAttribute("problem", e.getMessage());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return ask(deed, choice, reason, model);
        }
    }

    private String ask(Deed deed, Choice choice, String reason, Model model) {
        TriageForm form = choice.triage(null);
        Map<String, Long> states = actions.states(form);
        long open = states.getOrDefault("OPEN", 0L);
        long parked = states.getOrDefault("PARKED", 0L);
        model.addAttribute("action", deed.action());
        model.addAttribute("choice", choice.fields());
        model.addAttribute("origin", choice.origin());
        model.addAttribute("upTo", actions.last(form));
        model.addAttribute("count", deed == Deed.DISCARD ? open + parked : open);
        model.addAttribute("states", states);
        model.addAttribute("reason", reason);
        return "triage";
    }

    private static String back(Choice choice) {
        return "redirect:" + choice.origin();
    }

    private static String count(long count) {
        return count == 1 ? "1 dead letter is" : "%,d dead letters are".formatted(count);
    }
}
