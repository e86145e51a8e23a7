package io.bellbuoy.deadletters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks into the tables, and holds the counts of the groups against the rows. */
public final class Ledger {

    private final JdbcClient jdbc;

    public Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** How many dead letters are stored; -1 if the database cannot say, as while it is down. */
    public long stored() {
        try {
            return number("select coalesce(sum(total), 0) from dead_letter_group");
        } catch (DataAccessException e) {
            return -1;
        }
    }

    public long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    public List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    public void awaitStored(long count) {
        Eventually.holds(() -> assertThat(stored()).isEqualTo(count));
    }

    /** Groups and trends say what the rows say. */
    public void isConsistent() {
        assertThat(texts("""
                        select coalesce(g.fingerprint, d.fingerprint) || ': ' || coalesce(g.total, 0) || ' counted, '
                               || coalesce(d.total, 0) || ' stored'
                        from dead_letter_group g
                        full join (select fingerprint, count(*) as total, count(*) filter (where state = 'OPEN') as open,
                                          min(dlt_timestamp) as first_seen, max(dlt_timestamp) as last_seen
                                   from dead_letter group by fingerprint) d on d.fingerprint = g.fingerprint
                        where (g.total, g.open, g.first_seen, g.last_seen)
                              is distinct from (d.total, d.open, d.first_seen, d.last_seen)
                        """)).as("groups that differ from their rows").isEmpty();
        for (String unit : List.of("minute", "hour")) {
            assertThat(texts("""
                            select coalesce(t.fingerprint, d.fingerprint) || ' at ' || coalesce(t.start, d.start)
                            from (select * from dead_letter_trend where minutes = %d) t
                            full join (select fingerprint, date_trunc('%s', dlt_timestamp, 'UTC') as start, count(*) as total
                                       from dead_letter group by 1, 2) d
                                 on d.fingerprint = t.fingerprint and d.start = t.start
                            where t.total is distinct from d.total
                            """.formatted(unit.equals("minute") ? 1 : 60, unit)))
                    .as("trends per %s that differ from their rows", unit)
                    .isEmpty();
        }
    }
}
