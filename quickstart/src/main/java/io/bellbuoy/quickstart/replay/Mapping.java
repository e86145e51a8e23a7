package io.bellbuoy.quickstart.replay;

import io.bellbuoy.quickstart.console.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which field of the event comes from which column of the file.
 *
 * @param columns column by field, in the order of the event's fields; empty to take every column as a field of its name
 */
public record Mapping(Map<String, String> columns) {

    public Mapping {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * Reads {@code field=column,field=column,...}.
     *
     * @throws IllegalArgumentException if a part is not of that form or a field comes twice
     */
    public static Mapping parse(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String field = equals < 0 ? "" : part.substring(0, equals).trim();
            String column = part.substring(equals + 1).trim();
            if (field.isEmpty() || column.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + part.trim() + "' is not of the form field=column, such as accountId=customer");
            }
            if (columns.put(field, column) != null) {
                throw new IllegalArgumentException("field '" + field + "' is mapped twice");
            }
        }
        return new Mapping(columns);
    }

    /** Throws a problem if a column does not exist in the file, or one of the fields needed is not mapped. */
    void requireFits(@Nullable List<String> fileColumns, List<String> neededFields) {
        if (fileColumns != null) {
            List<String> unknown = new ArrayList<>(columns.values());
            unknown.removeAll(fileColumns);
            if (!unknown.isEmpty()) {
                throw new Problem("The file has no column " + String.join(", ", new TreeSet<>(unknown))
                        + ". Its columns are: " + String.join(", ", fileColumns) + ".");
            }
        }
        for (String field : neededFields) {
            boolean mapped =
                    columns.isEmpty() ? fileColumns == null || fileColumns.contains(field) : columns.containsKey(field);
            if (!mapped) {
                throw new Problem("No column is mapped to the field '" + field
                        + "', which gives the event's key or time. Add " + field
                        + "=COLUMN to --map, or name other fields by --key and --time.");
            }
        }
    }

    /** The fields of an event from a row; what the row lacks is left out. */
    Map<String, Object> apply(Row row) {
        if (columns.isEmpty()) {
            return row.values();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        columns.forEach((field, column) -> {
            Object value = row.values().get(column);
            if (value != null) {
                fields.put(field, value);
            }
        });
        return fields;
    }
}
