package io.bellbuoy.deadletters.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells programs to log in, and pages that ask for a part of themselves to load again, which leads to the login. */
final class Challenge implements AuthenticationEntryPoint {

    private static final String PROBLEM = """
            {"title": "Login required", "status": 401, "detail": "No or wrong credentials were sent. Send those of a user of \
            bellbuoy.deadletters.users with HTTP Basic, or log in at /login."}""";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Refresh", "true");
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write(PROBLEM);
    }
}
