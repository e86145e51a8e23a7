package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.SearchDeniedException;
import io.bellbuoy.deadletters.search.BadQueryException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Pages that say what went wrong, and what to do. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
final class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @ExceptionHandler
    ModelAndView bad(BadQueryException failure, HttpServletRequest request) {
        return page(request, HttpStatus.BAD_REQUEST, "This cannot be done as it is asked", failure.getMessage());
    }

    @ExceptionHandler
    ModelAndView missing(MissingPageException failure, HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND, "Not found", failure.getMessage());
    }

    @ExceptionHandler
    ModelAndView deniedSearch(SearchDeniedException failure, HttpServletRequest request) {
        return page(request, HttpStatus.FORBIDDEN, "This cannot be searched for", failure.getMessage());
    }

    @ExceptionHandler
    ModelAndView denied(AccessDeniedException failure, HttpServletRequest request) {
        return page(
                request,
                HttpStatus.FORBIDDEN,
                "Your role does not allow this",
                "Acting on dead letters, searching payloads and seeing what is masked need the role operator. Ask an admin for"
                        + " it.");
    }

    @ExceptionHandler
    ModelAndView nothing(NothingChosenException failure, HttpServletRequest request) {
        return page(request, HttpStatus.BAD_REQUEST, "Nothing is selected", failure.getMessage());
    }

    @ExceptionHandler
    ModelAndView mistyped(TypeMismatchException failure, HttpServletRequest request) {
        String name = failure.getPropertyName() == null ? "A parameter" : failure.getPropertyName();
        return page(
                request,
                HttpStatus.BAD_REQUEST,
                "This cannot be read",
                new BadQueryException(name, String.valueOf(failure.getValue()), "a whole number, or true or false")
                        .getMessage());
    }

    @ExceptionHandler
    ModelAndView unavailable(KafkaException failure, HttpServletRequest request) {
        LOG.warn("Kafka did not answer a page: {}", failure.toString());
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Kafka does not answer",
                "Nothing was changed. Try again in a moment; the log says more.");
    }

    @ExceptionHandler
    ModelAndView unavailable(DataAccessException failure, HttpServletRequest request) {
        LOG.warn(
                "The database did not answer a page: {}",
                failure.getMostSpecificCause().toString());
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer",
                "Try again in a moment; health says more.");
    }

    static ModelAndView page(HttpServletRequest request, HttpStatus status, String title, @Nullable String detail) {
        ModelAndView page = new ModelAndView("problem", status);
        WhoIsHere.add(request, page.getModelMap());
        page.addObject("title", title);
        page.addObject("detail", detail);
        return page;
    }
}
