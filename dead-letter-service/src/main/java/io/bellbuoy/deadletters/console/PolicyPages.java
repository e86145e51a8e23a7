package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.policy.Policies;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The policies. */
@Controller
class PolicyPages {

    private final Policies policies;

    PolicyPages(Policies policies) {
        this.policies = policies;
    }

    @GetMapping("/policies")
    String policies(Model model) {
        model.addAttribute("policies", policies.standing());
        return "policies";
    }
}
