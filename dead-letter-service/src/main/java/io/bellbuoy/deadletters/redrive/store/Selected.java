package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Selection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Statements about the dead letters of a selection. */
final class Selected {

    private Selected() {}

    /**
     * A statement with the parameters of a selection.
     *
     * @param sql with {@code %s} for its condition, which comes from code, over {@code dead_letter d}
     */
    static JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql, Selection selection) {
        // Not a format: SQL has percent signs of its own.
        return jdbc.sql(sql.replace("%s", selection.condition())).params(selection.parameters());
    }
}
