package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.HiddenValueException;
import io.bellbuoy.deadletters.desk.SearchDeniedException;
import io.bellbuoy.deadletters.redrive.job.NotNow;
import io.bellbuoy.deadletters.redrive.job.NotStarted;
import io.bellbuoy.deadletters.search.BadQueryException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error of the API with problem details (RFC 9457). */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
final class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ProblemDetail bad(BadQueryException failure) {
        return problem(HttpStatus.BAD_REQUEST, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail missing(NotFoundException failure) {
        return problem(HttpStatus.NOT_FOUND, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail deniedSearch(SearchDeniedException failure) {
        return problem(HttpStatus.FORBIDDEN, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail hidden(HiddenValueException failure) {
        return problem(HttpStatus.FORBIDDEN, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException failure) {
        return problem(
                HttpStatus.FORBIDDEN,
                "Acting on dead letters, searching payloads and seeing what is masked need the role operator. Ask without"
                        + " payload and unmask, or ask an admin for the role.");
    }

    @ExceptionHandler
    ProblemDetail notStarted(NotStarted failure) {
        boolean conflict = failure.kind() == NotStarted.Kind.BUSY;
        ProblemDetail problem =
                problem(conflict ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT, failure.getMessage());
        if (failure.job() != null) {
            problem.setProperty("redrive", failure.job());
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notNow(NotNow failure) {
        return problem(HttpStatus.CONFLICT, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unavailable(KafkaException failure) {
        LOG.warn("Kafka did not answer a request: {}", failure.toString());
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Kafka does not say what is asked, " + failure.getClass().getSimpleName()
                        + ". Nothing was changed. Try again; the log says more.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, UnreadableBody.explain(failure.getCause()));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    @ExceptionHandler
    ProblemDetail unavailable(DataAccessException failure) {
        LOG.warn(
                "The database did not answer a request: {}",
                failure.getMostSpecificCause().toString());
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Try again; /actuator/health says more.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name =
                failure instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "A parameter";
        String allowed = failure.getRequiredType() == boolean.class ? "true or false" : "a whole number";
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, new BadQueryException(name, String.valueOf(failure.getValue()), allowed).getMessage());
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static ProblemDetail problem(HttpStatus status, @Nullable String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
