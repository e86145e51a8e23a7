package io.bellbuoy.deadletters.collect;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is not to be had from one that will not take these data, however often it is asked. */
final class Refusals {

    /** SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> CLASSES = Set.of("22", "23", "54");

    private Refusals() {}

    static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().length() >= 2
                        && CLASSES.contains(sql.getSQLState().substring(0, 2));
            }
        }
        return false;
    }

    /** What failed, in a line: the innermost cause. Parameters, which are payloads, are not part of it. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return innermost.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
