package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.audit.AuditEntry;
import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.search.Page;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login and the audit. */
@Controller
class DeskPages {

    private final AuditTrail audit;
    private final List<ClientRegistration> providers;

    DeskPages(AuditTrail audit, ObjectProvider<ClientRegistrationRepository> providers) {
        this.audit = audit;
        this.providers = new ArrayList<>();
        if (providers.getIfAvailable() instanceof Iterable<?> registrations) {
            registrations.forEach(registration -> this.providers.add((ClientRegistration) registration));
        }
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("providers", providers);
        return "login";
    }

    @GetMapping("/audit")
    String audit(@RequestParam(defaultValue = "9223372036854775807") long after, Model model) {
        Page<AuditEntry> page = audit.latest(after);
        model.addAttribute("entries", page.items());
        model.addAttribute("next", page.next() == null ? "" : "/audit?after=" + page.next());
        return "audit";
    }
}
