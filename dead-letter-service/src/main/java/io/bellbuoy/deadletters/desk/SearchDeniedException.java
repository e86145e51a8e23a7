package io.bellbuoy.deadletters.desk;

import org.springframework.security.access.AccessDeniedException;

/** A search by which somebody could find out what they may not see; the message says how to ask, and may be shown. */
public final class SearchDeniedException extends AccessDeniedException {

    SearchDeniedException(String message) {
        super(message);
    }
}
