package io.bellbuoy.deadletters.policy.store;

import io.bellbuoy.deadletters.policy.store.OpenLetter.Plan;
import io.bellbuoy.deadletters.store.AdvisoryLocks;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code policy_plan}, and what is open, within the transaction of the caller. Thread-safe. */
public class PlanTable {

    private static final String OPEN = """
            select d.id, d.fingerprint, d.exception, d.failure_class, d.dlt_topic, d.origin_topic, d.service,
                   p.policy, p.tries, p.due,
                   coalesce((select max(attempt) from redrive_attempt a
                             where a.redrive_id = d.redrive_id or a.returned_as = d.id), 0) as redrives,
                   (select count(*) from redrive_attempt a where a.letter = d.id and outcome = 'REFUSED') as refused
            from dead_letter d left join policy_plan p on p.letter = d.id
            where d.state = 'OPEN' and d.id > :after order by d.id limit :limit
            """;

    private static final String KEEP = """
            insert into policy_plan (letter, policy, tries, due)
            select letter, policy, tries, to_timestamp(due / 1000.0)
            from unnest(:letters, :policies, :tries, :dues) as p (letter, policy, tries, due)
            on conflict (letter) do update set policy = excluded.policy, tries = excluded.tries, due = excluded.due
            """;

    private final JdbcClient jdbc;

    public PlanTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether no other transaction looks at what is open; until the end of this one no other does. */
    public boolean isAlone() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:key)")
                .param("key", AdvisoryLocks.POLICIES)
                .query(Boolean.class)
                .single();
    }

    /** What is open, in the order of ids, beginning after one. */
    public List<OpenLetter> open(long after, int limit) {
        return jdbc.sql(OPEN)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> letter(row))
                .list();
    }

    /** Keeps plans in place of those there were, by dead letter. */
    public void keep(Map<Long, Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        List<Map.Entry<Long, Plan>> all = List.copyOf(plans.entrySet());
        jdbc.sql(KEEP)
                .param("letters", all.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                .param(
                        "policies",
                        all.stream().map(one -> one.getValue().policy()).toArray(String[]::new))
                .param("tries", all.stream().map(one -> one.getValue().tries()).toArray(Integer[]::new))
                .param(
                        "dues",
                        all.stream().map(one -> millis(one.getValue().due())).toArray(Long[]::new))
                .update();
    }

    /** Nothing more is done with those that are not open any more: what somebody opens again stays open. */
    public void finish(Collection<Long> letters) {
        jdbc.sql("""
                        update policy_plan set due = null from dead_letter d
                        where letter = any(:letters) and d.id = letter and d.state <> 'OPEN'
                        """).param("letters", letters.toArray(Long[]::new)).update();
    }

    /** Whether a redrive that somebody asked for has not ended. */
    public boolean isRedriving(String by) {
        return jdbc.sql("""
                        select exists (select from redrive_job where requested_by = :by
                          and (state in ('RUNNING', 'PAUSED') or phase in ('SENDING', 'OBSERVING')))
                        """).param("by", by).query(Boolean.class).single();
    }

    /** How many open dead letters each policy has, by its name. */
    public Map<String, Long> counts() {
        return jdbc.sql("""
                        select policy, count(*) from policy_plan join dead_letter d on d.id = letter and d.state = 'OPEN'
                        group by policy
                        """).query((row, number) -> Map.entry(row.getString(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static OpenLetter letter(ResultSet row) throws SQLException {
        String policy = row.getString("policy");
        return new OpenLetter(
                row.getLong("id"),
                row.getString("fingerprint"),
                row.getString("exception"),
                row.getString("failure_class"),
                row.getString("dlt_topic"),
                row.getString("origin_topic"),
                row.getString("service"),
                row.getInt("redrives"),
                row.getInt("refused"),
                policy == null ? null : new Plan(policy, row.getInt("tries"), Rows.timeOrNull(row, "due")));
    }
}
