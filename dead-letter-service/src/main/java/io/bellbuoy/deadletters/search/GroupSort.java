package io.bellbuoy.deadletters.search;

/** Orders of groups, each from the largest down. */
public enum GroupSort {
    /** When the last dead letter was written. */
    LAST_SEEN("(extract(epoch from g.last_seen) * 1000000)::bigint"),
    /** How many dead letters there are. */
    TOTAL("g.total"),
    /** How many are open. */
    OPEN("g.open");

    /** A whole number, which is what a page continues from. */
    private final String sql;

    GroupSort(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
