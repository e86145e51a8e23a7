package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.Desk;
import io.bellbuoy.deadletters.desk.GroupFilter;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.search.Group;
import io.bellbuoy.deadletters.search.GroupSearch;
import io.bellbuoy.deadletters.search.LetterQuery;
import io.bellbuoy.deadletters.search.Page;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The groups, and one of them with examples. */
@Controller
class GroupPages {

    private static final int EXAMPLES = 20;

    private final GroupSearch groups;
    private final Desk desk;
    private final TriageDesk triage;
    private final Actions actions;

    GroupPages(GroupSearch groups, Desk desk, TriageDesk triage, Actions actions) {
        this.groups = groups;
        this.desk = desk;
        this.triage = triage;
        this.actions = actions;
    }

    /** A group and its trend as a picture. */
    record Row(Group group, Sparkline trend) {

        static Row of(Group group) {
            return new Row(group, Sparkline.of(group.trend()));
        }
    }

    @GetMapping("/")
    String start() {
        return "redirect:/groups";
    }

    @GetMapping("/groups")
    String groups(@ModelAttribute("filter") GroupFilter filter, Model model) {
        Page<Group> page = groups.find(filter.query());
        model.addAttribute("rows", page.items().stream().map(Row::of).toList());
        model.addAttribute("next", PageLinks.next("/groups", filter, page));
        return "groups";
    }

    @GetMapping("/groups/{fingerprint}")
    String group(@PathVariable String fingerprint, Model model) {
        Group group = existing(fingerprint);
        model.addAttribute("row", Row.of(group));
        model.addAttribute(
                "letters", desk.find(LetterQuery.ofGroup(fingerprint, EXAMPLES)).items());
        model.addAttribute("notes", triage.notes(fingerprint));
        return "group";
    }

    @PostMapping("/groups/{fingerprint}/notes")
    String note(
            @PathVariable String fingerprint,
            @RequestParam(defaultValue = "") String text,
            Principal principal,
            RedirectAttributes after) {
        existing(fingerprint);
        actions.note(fingerprint, text, principal.getName());
        after.addAttribute("fingerprint", fingerprint);
        return "redirect:/groups/{fingerprint}#notes";
    }

    private Group existing(String fingerprint) {
        return groups.get(fingerprint).orElseThrow(() -> new MissingPageException("group " + fingerprint));
    }
}
