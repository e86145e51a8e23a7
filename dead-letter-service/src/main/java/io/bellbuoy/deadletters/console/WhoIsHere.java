package io.bellbuoy.deadletters.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows, also of those that tell of problems: who is logged in, and which links that allows. */
@ControllerAdvice(basePackageClasses = {WhoIsHere.class, BasicErrorController.class})
final class WhoIsHere {

    @ModelAttribute
    void show(HttpServletRequest request, ModelMap model) {
        add(request, model);
    }

    static void add(HttpServletRequest request, ModelMap model) {
        Principal principal = request.getUserPrincipal();
        model.addAttribute("who", principal == null ? null : principal.getName());
        model.addAttribute("operator", request.isUserInRole("OPERATOR") || request.isUserInRole("ADMIN"));
        model.addAttribute("path", request.getRequestURI());
    }
}
