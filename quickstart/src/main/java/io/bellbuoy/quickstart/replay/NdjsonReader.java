package io.bellbuoy.quickstart.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line. Numbers become their decimal text, exactly as far as they were written; nested objects and arrays
 * become their JSON text. Blank lines are skipped.
 */
final class NdjsonReader implements RowSource {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final BufferedReader in;
    private long line;

    NdjsonReader(Reader reader) {
        in = new BufferedReader(reader);
    }

    @Override
    public @Nullable List<String> columns() {
        return null;
    }

    @Override
    public @Nullable Row next() throws IOException, BadRow {
        String text = in.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = in.readLine();
            line++;
        }
        return text == null ? null : new Row(line, values(text));
    }

    private Map<String, Object> values(String text) throws BadRow {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JacksonException e) {
            throw new BadRow(
                    line,
                    "not valid JSON near column "
                            + (e.getLocation() == null ? "?" : e.getLocation().getColumnNr()));
        }
        if (!node.isObject()) {
            throw new BadRow(line, "not a JSON object but " + node.getNodeType());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                values.put(field.getKey(), value(field.getValue()));
            }
        });
        return values;
    }

    private static Object value(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return node.isString() ? node.stringValue() : node.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
