package io.bellbuoy.deadletters.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows: who is logged in, and which links that allows. */
@ControllerAdvice(basePackageClasses = WhoIsHere.class)
final class WhoIsHere {

    @ModelAttribute
    void add(HttpServletRequest request, Model model) {
        Principal principal = request.getUserPrincipal();
        model.addAttribute("who", principal == null ? null : principal.getName());
        model.addAttribute("operator", request.isUserInRole("OPERATOR"));
        model.addAttribute("path", request.getRequestURI());
    }
}
