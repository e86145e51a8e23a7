package io.bellbuoy.quickstart.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values after RFC 4180: a header row, fields that may be quoted and then may hold commas, line breaks and
 * doubled quotes. Accepts both line endings, a byte order mark and no line break at the end; blank lines are skipped.
 */
final class CsvReader implements RowSource {

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final BufferedReader in;
    private final List<String> columns;
    private long line = 1;
    private @Nullable String fault;

    private CsvReader(BufferedReader in) throws IOException, BadRow {
        this.in = in;
        List<String> header = fields();
        if (header == null) {
            throw new BadRow(1, "the file is empty; a CSV file starts with a row of column names");
        }
        if (fault != null) {
            throw new BadRow(1, fault);
        }
        columns = List.copyOf(header);
        if (columns.stream().distinct().count() < columns.size()) {
            throw new BadRow(1, "two columns have the same name");
        }
    }

    /** Reads the header. */
    static CsvReader open(Reader reader) throws IOException, BadRow {
        BufferedReader in = new BufferedReader(reader);
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
        return new CsvReader(in);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() throws IOException, BadRow {
        while (true) {
            long start = line;
            List<String> fields = fields();
            if (fields == null) {
                return null;
            }
            if (fault != null) {
                throw new BadRow(start, fault);
            }
            if (fields.size() == 1 && fields.get(0).isEmpty() && columns.size() > 1) {
                continue;
            }
            return new Row(start, byColumn(start, fields));
        }
    }

    private Map<String, Object> byColumn(long start, List<String> fields) throws BadRow {
        if (fields.size() != columns.size()) {
            throw new BadRow(start, "%d fields where the header has %d".formatted(fields.size(), columns.size()));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                values.put(columns.get(i), fields.get(i));
            }
        }
        return values;
    }

    /** The fields of the next record; null at the end. A fault in it is kept, and the rest of its line is read over. */
    private @Nullable List<String> fields() throws IOException {
        fault = null;
        int c = in.read();
        if (c == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        while (true) {
            StringBuilder field = new StringBuilder();
            c = c == '"' ? quoted(field) : unquoted(c, field);
            fields.add(field.toString());
            if (c != ',') {
                endLine(c);
                return fields;
            }
            c = in.read();
        }
    }

    private int unquoted(int first, StringBuilder field) throws IOException {
        int c = first;
        while (c != ',' && c != '\n' && c != '\r' && c != END) {
            field.append((char) c);
            c = in.read();
        }
        return c;
    }

    private int quoted(StringBuilder field) throws IOException {
        while (true) {
            int c = in.read();
            if (c == END) {
                fault = "a quoted field is not closed before the end of the file";
                return END;
            }
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                field.append((char) c);
                continue;
            }
            int after = in.read();
            if (after != '"') {
                return behindQuote(after);
            }
            field.append('"');
        }
    }

    private int behindQuote(int c) throws IOException {
        if (c == ',' || c == '\n' || c == '\r' || c == END) {
            return c;
        }
        fault = "text follows the closing quote of a field; quotes inside a quoted field are doubled";
        return unquoted(c, new StringBuilder());
    }

    private void endLine(int c) throws IOException {
        if (c == '\r') {
            in.mark(1);
            if (in.read() != '\n') {
                in.reset();
            }
        }
        line++;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
