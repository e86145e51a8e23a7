package io.bellbuoy.deadletters.store;

import io.bellbuoy.deadletters.letter.Body;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads columns of rows. */
public final class Rows {

    private Rows() {}

    /** A time that is there. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time, or null. */
    public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * A key or value.
     *
     * @param name {@code key} or {@code value}
     */
    public static Body body(ResultSet row, String name) throws SQLException {
        return new Body(
                Body.Form.valueOf(row.getString(name + "_form")), row.getInt(name + "_size"), row.getBytes(name));
    }
}
