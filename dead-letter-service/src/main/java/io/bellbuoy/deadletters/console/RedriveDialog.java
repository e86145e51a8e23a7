package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.Actions;
import io.bellbuoy.deadletters.desk.CareFilter;
import io.bellbuoy.deadletters.desk.LetterFilter;
import io.bellbuoy.deadletters.desk.RedriveForm;
import io.bellbuoy.deadletters.redrive.job.NotStarted;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.job.Started;
import io.bellbuoy.deadletters.redrive.plan.Plan;
import io.bellbuoy.deadletters.search.BadQueryException;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The dialog before a redrive: what it would do, and the button that starts just that. Each rendering has a key of its own, so
 * that a button that is pressed twice starts one redrive.
 */
@Controller
@PreAuthorize("hasRole('OPERATOR')")
class RedriveDialog {

    private final Actions actions;
    private final RedriveProperties properties;

    RedriveDialog(Actions actions, RedriveProperties properties) {
        this.actions = actions;
        this.properties = properties;
    }

    @GetMapping("/redrives/new")
    String ask(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            @RequestParam(required = false) @Nullable String target,
            @ModelAttribute CareFilter care,
            Principal principal,
            Model model,
            HttpServletResponse response) {
        return show(Choice.of(ids, filter, null), target, care, principal, model, response);
    }

    @PostMapping("/redrives")
    String start(
            @RequestParam(required = false) @Nullable List<Long> ids,
            @ModelAttribute LetterFilter filter,
            @RequestParam(required = false) @Nullable String target,
            @ModelAttribute CareFilter care,
            @RequestParam(required = false) @Nullable Long upTo,
            @RequestParam(required = false) @Nullable Boolean besideOthers,
            @RequestParam(name = "request", required = false) @Nullable String key,
            Principal principal,
            Model model,
            HttpServletResponse response) {
        RedriveForm form = Choice.of(ids, filter, upTo).redrive(target, besideOthers, care);
        try {
            Started started = actions.start(form, key, principal.getName());
            return "redirect:/redrives/" + started.job();
        } catch (NotStarted e) {
            model.addAttribute("refusal", e.getMessage());
            model.addAttribute("standsInTheWay", e.job());
            String page = show(Choice.of(ids, filter, null), target, care, principal, model, response);
            boolean busy = e.kind() == NotStarted.Kind.BUSY;
            response.setStatus((busy ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT).value());
            return page;
        }
    }

    private String show(
            Choice choice,
            @Nullable String target,
            CareFilter care,
            Principal principal,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("choice", choice.fields());
        model.addAttribute("origin", choice.origin());
        model.addAttribute("target", target == null ? "" : target);
        model.addAttribute("care", care);
        model.addAttribute("usual", properties.care());
        model.addAttribute("request", UUID.randomUUID().toString());
        try {
            Plan plan = actions.plan(choice.redrive(target, null, care), principal.getName());
            model.addAttribute("plan", plan);
        } catch (BadQueryException e) {
            problem(e.getMessage(), HttpStatus.BAD_REQUEST, model, response);
        } catch (KafkaException e) {
            String name = e.getClass().getSimpleName();
            problem(
                    "Kafka does not say what is in the topics, " + name + ". Try again in a moment.",
                    HttpStatus.SERVICE_UNAVAILABLE,
                    model,
                    response);
        }
        return "redrive-new";
    }

    private static void problem(@Nullable String text, HttpStatus status, Model model, HttpServletResponse response) {
        model.addAttribute("problem", text);
        response.setStatus(status.value());
    }
}
