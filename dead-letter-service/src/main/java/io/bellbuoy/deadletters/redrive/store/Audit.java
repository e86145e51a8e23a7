package io.bellbuoy.deadletters.redrive.store;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes who did what, within the transaction of the caller. */
final class Audit {

    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(String actor, String action, String subject, @Nullable String detail) {
        jdbc.sql("insert into audit (actor, action, subject, detail) values (:actor, :action, :subject, :detail)")
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .param("detail", detail)
                .update();
    }
}
