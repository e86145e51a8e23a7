package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.JobDetail;
import io.bellbuoy.deadletters.desk.JobView;
import io.bellbuoy.deadletters.desk.Redrives;
import io.bellbuoy.deadletters.redrive.job.Batch;
import io.bellbuoy.deadletters.redrive.job.NotNow;
import io.bellbuoy.deadletters.search.Page;
import java.security.Principal;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The redrives, and one of them with its progress. */
@Controller
class RedrivePages {

    private static final int SHOWN_BATCHES = 20;

    private final Actions actions;
    private final Redrives redrives;

    RedrivePages(Actions actions, Redrives redrives) {
        this.actions = actions;
        this.redrives = redrives;
    }

    @GetMapping("/redrives")
    String redrives(@RequestParam(defaultValue = "9223372036854775807") long after, Model model) {
        Page<JobView> page = redrives.latest(after);
        model.addAttribute("jobs", page.items());
        model.addAttribute("next", page.next() == null ? "" : "/redrives?after=" + page.next());
        return "redrives";
    }

    @GetMapping("/redrives/{id}")
    String redrive(@PathVariable long id, Model model) {
        JobDetail detail = redrives.detail(id).orElseThrow(() -> missing(id));
        List<Batch> batches = detail.batches();
        model.addAttribute("job", detail.job());
        model.addAttribute("readers", detail.readers());
        model.addAttribute("hiddenBatches", Math.max(0, batches.size() - SHOWN_BATCHES));
        model.addAttribute("batches", batches.subList(Math.max(0, batches.size() - SHOWN_BATCHES), batches.size()));
        model.addAttribute("returned", redrives.trips(id, "RETURNED", 0).items());
        model.addAttribute("refused", redrives.trips(id, "REFUSED", 0).items());
        return "redrive";
    }

    @PostMapping("/redrives/{id}/pause")
    String pause(@PathVariable long id, Principal principal, RedirectAttributes after) {
        return done(id, after, () -> actions.pause(id, principal.getName()));
    }

    @PostMapping("/redrives/{id}/resume")
    String resume(@PathVariable long id, Principal principal, RedirectAttributes after) {
        return done(id, after, () -> actions.resume(id, principal.getName()));
    }

    @PostMapping("/redrives/{id}/cancel")
    String cancel(@PathVariable long id, Principal principal, RedirectAttributes after) {
        return done(id, after, () -> actions.cancel(id, principal.getName()));
    }

    @PostMapping("/redrives/{id}/settle")
    String settle(@PathVariable long id, @RequestParam boolean sent, Principal principal, RedirectAttributes after) {
        return done(id, after, () -> actions.settle(id, sent, principal.getName()));
    }

    private static String done(long id, RedirectAttributes after, BooleanSupplier action) {
        try {
            if (!action.getAsBoolean()) {
                throw missing(id);
            }
        } catch (NotNow e) {
            after.addFlashAttribute("notice", e.getMessage());
        }
        return "redirect:/redrives/" + id;
    }

    private static MissingPageException missing(long id) {
        return new MissingPageException("redrive " + id);
    }
}
