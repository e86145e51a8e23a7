package io.bellbuoy.deadletters.audit;

import io.bellbuoy.deadletters.search.Page;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code audit}, to which rows are only ever added. Thread-safe. */
public class AuditTrail {

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
     * The rows, the latest first.
     *
     * @param before only rows with smaller numbers
     * @param limit how many at most
     */
    public Page<AuditEntry> latest(long before, int limit) {
        List<AuditEntry> rows = jdbc.sql(
                        "select id, at, actor, action, subject, detail from audit where id < ? order by id desc limit ?")
                .params(before, limit + 1)
                .query((row, number) -> new AuditEntry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
        List<AuditEntry> shown = rows.subList(0, Math.min(rows.size(), limit));
        return new Page<>(
                shown,
                rows.size() > limit ? Long.toString(shown.get(shown.size() - 1).id()) : null);
    }
}
