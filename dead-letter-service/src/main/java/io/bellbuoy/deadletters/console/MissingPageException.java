package io.bellbuoy.deadletters.console;

/** A page of something that there is not; the message may be shown. */
final class MissingPageException extends RuntimeException {

    MissingPageException(String subject) {
        super("There is no " + subject + ". It may have been deleted, or the link is incomplete.");
    }
}
