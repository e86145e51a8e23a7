package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.Desk;
import io.bellbuoy.deadletters.desk.LetterFilter;
import io.bellbuoy.deadletters.desk.LetterView;
import io.bellbuoy.deadletters.desk.Redrives;
import io.bellbuoy.deadletters.desk.Summary;
import io.bellbuoy.deadletters.search.LetterQuery;
import io.bellbuoy.deadletters.search.Page;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The search, and one dead letter. */
@Controller
class LetterPages {

    private final Desk desk;
    private final Redrives redrives;

    LetterPages(Desk desk, Redrives redrives) {
        this.desk = desk;
        this.redrives = redrives;
    }

    @GetMapping("/letters")
    String letters(@ModelAttribute("filter") LetterFilter filter, Model model) {
        Page<Summary> page = desk.find(filter.query());
        model.addAttribute("states", LetterQuery.STATES);
        model.addAttribute("letters", page.items());
        model.addAttribute("next", PageLinks.next("/letters", filter, page));
        // Everything at once is not offered: whoever means it searches for a state.
        model.addAttribute("found", Choice.found(filter).query());
        return "letters";
    }

    @GetMapping("/letters/{id}")
    String letter(@PathVariable long id, Model model) {
        return show(desk.masked(id).orElseThrow(() -> missing(id)), model);
    }

    /** By POST, since it leaves a trace. */
    @PostMapping("/letters/{id}/unmasked")
    String unmasked(@PathVariable long id, Model model, Principal principal) {
        model.addAttribute("unmasked", true);
        return show(desk.unmasked(id, principal.getName()).orElseThrow(() -> missing(id)), model);
    }

    private String show(LetterView letter, Model model) {
        model.addAttribute("letter", letter);
        model.addAttribute("value", PrettyText.of(letter.value().text()));
        model.addAttribute("history", desk.history(letter.id()));
        model.addAttribute("trips", redrives.history(letter.id()));
        return "letter";
    }

    static MissingPageException missing(long id) {
        return new MissingPageException("dead letter " + id);
    }
}
