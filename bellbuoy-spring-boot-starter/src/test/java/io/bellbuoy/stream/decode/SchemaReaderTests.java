package io.bellbuoy.stream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.RuleException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaReaderTests {

    private final SchemaReader reader = new SchemaReader("payments");

    @Test
    void typesAndFormatsAreMapped() {
        Schema schema = read("""
                {"type":"object","required":["a","f"],"properties":{
                  "a":{"type":["string","number"],"format":"decimal","minimum":0,"maximum":10.5},
                  "b":{"type":"number"},
                  "c":{"type":["integer","null"]},
                  "d":{"type":"string","format":"date-time"},
                  "e":{"type":["null","string"]},
                  "f":{"type":"boolean"},
                  "g":{"type":"object"},
                  "h":{"type":"array"},
                  "i":{},
                  "j":{"type":"string","format":"uuid","minimum":1}}}""");

        assertThat(schema.fields())
                .containsExactly(
                        new Field("a", FieldType.DECIMAL, true, BigDecimal.ZERO, new BigDecimal("10.5")),
                        Field.of("b", FieldType.DECIMAL),
                        Field.of("c", FieldType.DECIMAL),
                        Field.of("d", FieldType.TIMESTAMP),
                        Field.of("e", FieldType.STRING),
                        Field.of("f", FieldType.BOOLEAN).asRequired(),
                        Field.of("j", FieldType.STRING));
    }

    @Test
    void schemaOfTransactionsHasAllItsFields() throws IOException {
        try (InputStream transaction = getClass().getResourceAsStream("/schemas/transaction.json")) {
            assertThat(transaction).isNotNull();
            Schema schema = reader.fromJsonSchema(transaction.readAllBytes());

            assertThat(schema.fields())
                    .hasSize(13)
                    .contains(
                            new Field("amount", FieldType.DECIMAL, true, BigDecimal.ZERO, null),
                            Field.of("timestamp", FieldType.TIMESTAMP).asRequired(),
                            Field.of("cardPresent", FieldType.BOOLEAN));
        }
    }

    @Test
    void fieldsAreReadByTheirTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("amount", "decimal");
        types.put("at", "Timestamp");

        assertThat(reader.fromFields(types).fields())
                .containsExactly(Field.of("amount", FieldType.DECIMAL), Field.of("at", FieldType.TIMESTAMP));
        assertThatThrownBy(() -> reader.fromFields(Map.of("amount", "decimel")))
                .isInstanceOf(RuleException.class)
                .hasMessage(
                        "stream 'payments', fields.amount: found the type 'decimel'; allowed: a type, did you mean 'decimal'?");
    }

    @Test
    void whatIsNotSupportedIsRefused() {
        assertRefused("{", "no valid JSON");
        assertRefused("{}", "a schema without properties");
        assertRefused(
                "{\"properties\":{\"a\":{\"type\":\"number\",\"exclusiveMinimum\":0}}}",
                "exclusiveMinimum of property 'a'");
        assertRefused(
                "{\"properties\":{\"a\":{\"type\":\"number\",\"minimum\":\"0\"}}}",
                "a minimum of property 'a' that is no number");
    }

    private void assertRefused(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(RuleException.class).hasMessageContaining(message);
    }

    private Schema read(String json) {
        return reader.fromJsonSchema(json.getBytes(StandardCharsets.UTF_8));
    }
}
