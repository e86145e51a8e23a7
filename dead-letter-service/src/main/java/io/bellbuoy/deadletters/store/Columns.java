package io.bellbuoy.deadletters.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as arrays, one for each column: however many rows there are, the statement is the same, and is sent and planned
 * once. Milliseconds since 1970 UTC become timestamps without loss.
 *
 * @param <T> what a row is made of
 */
final class Columns<T> {

    private static final String TIMESTAMP = "timestamptz";
    private static final String JSON = "jsonb";

    private record Column<T>(String name, String type, Function<T, @Nullable Object> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    Columns<T> text(String name, Function<T, @Nullable Object> value) {
        return add(name, "text", value);
    }

    Columns<T> integer(String name, Function<T, @Nullable Object> value) {
        return add(name, "int4", value);
    }

    Columns<T> bigint(String name, Function<T, @Nullable Object> value) {
        return add(name, "int8", value);
    }

    Columns<T> bytes(String name, Function<T, @Nullable Object> value) {
        return add(name, "bytea", value);
    }

    Columns<T> time(String name, Function<T, @Nullable Object> millis) {
        return add(name, TIMESTAMP, millis);
    }

    Columns<T> json(String name, Function<T, @Nullable Object> value) {
        return add(name, JSON, value);
    }

    private Columns<T> add(String name, String type, Function<T, @Nullable Object> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    /** The names, with commas between them. */
    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The rows as something to select {@link #names()} from, under the name {@code given}, in their order. */
    String rows() {
        String arrays =
                columns.stream().map(column -> "?::" + sent(column) + "[]").collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> received(column) + " as " + column.name())
                .collect(Collectors.joining(", "));
        return "(select " + values + " from unnest(" + arrays + ") as sent (" + names() + ")) as given";
    }

    /** Sets the parameters of a statement whose only ones are those of {@link #rows()}. */
    void set(PreparedStatement statement, List<T> rows) throws SQLException {
        Connection connection = statement.getConnection();
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(i + 1, array(connection, columns.get(i), rows));
        }
    }

    private Array array(Connection connection, Column<T> column, List<T> rows) throws SQLException {
        Object[] values =
                switch (sent(column)) {
                    case "int4" -> new Integer[rows.size()];
                    case "int8" -> new Long[rows.size()];
                    case "bytea" -> new byte[rows.size()][];
                    default -> new String[rows.size()];
                };
        for (int i = 0; i < values.length; i++) {
            values[i] = column.value().apply(rows.get(i));
        }
        return connection.createArrayOf(sent(column), values);
    }

    private static String sent(Column<?> column) {
        return switch (column.type()) {
            case TIMESTAMP -> "int8";
            case JSON -> "text";
            default -> column.type();
        };
    }

    private static String received(Column<?> column) {
        return switch (column.type()) {
            case TIMESTAMP -> "timestamptz 'epoch' + sent." + column.name() + " * interval '1 millisecond'";
            case JSON -> "sent." + column.name() + "::jsonb";
            default -> "sent." + column.name();
        };
    }
}
