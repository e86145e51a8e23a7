package io.bellbuoy.fraud.account;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The state of an account cannot be read at the moment; the answer says why, and when to ask again. */
final class StateUnavailableException extends ErrorResponseException {

    static final URI TYPE = URI.create("urn:bellbuoy:problem:state-unavailable");

    private static final long serialVersionUID = 1L;

    /** About what a partition takes to move. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** @param why the reason, a sentence */
    StateUnavailableException(String why) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(why), null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
    }

    private static ProblemDetail problem(String why) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, why + " Ask again in a moment.");
        problem.setType(TYPE);
        problem.setTitle("State of the account not available");
        return problem;
    }
}
