package io.bellbuoy.deadletters.audit;

import io.bellbuoy.deadletters.search.Page;
import io.bellbuoy.deadletters.store.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code audit}, to which rows are only ever added. Thread-safe. */
public class AuditTrail {

    private static final int PAGE = 100;

    private final JdbcClient jdbc;

    public AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a row.
     *
     * @param actor who did it
     * @param action what, as in {@code UNMASK}
     * @param subject to what, as in {@code letter 42}
     * @param detail null if there is nothing more to say; nothing that is masked
     * @throws org.springframework.dao.DataAccessException if it was not written: then the deed must not be done
     */
    public void write(String actor, String action, String subject, @Nullable String detail) {
        jdbc.sql("insert into audit (actor, action, subject, detail) values (?, ?, ?, ?)")
                .params(actor, action, subject, detail)
                .update();
    }

    /**
     * A page of the rows, the latest first.
     *
     * @param before only rows with smaller numbers
     */
    public Page<AuditEntry> latest(long before) {
        List<AuditEntry> rows = jdbc.sql(
                        "select id, at, actor, action, subject, detail from audit where id < ? order by id desc limit ?")
                .params(before, PAGE + 1)
                .query((row, number) -> new AuditEntry(
                        row.getLong("id"),
                        Rows.time(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
        return Page.of(rows, PAGE, row -> Long.toString(row.id()));
    }
}
