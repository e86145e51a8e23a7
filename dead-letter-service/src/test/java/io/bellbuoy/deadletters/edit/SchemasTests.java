package io.bellbuoy.deadletters.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

class SchemasTests {

    private static final Schemas SCHEMAS = schemas(new ByteArrayResource("""
            {
              "type": "object",
              "properties": {
                "id": {"type": "integer", "minimum": 1, "maximum": 9},
                "state": {"enum": ["NEW", "OLD"]},
                "at": {"type": "string", "format": "date"},
                "lines": {"type": "array", "maxItems": 2, "items": {"type": "object", "required": ["sku"]}}
              },
              "required": ["id"],
              "additionalProperties": false
            }""".getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 1}                          | ``",
                "{}                                   | $.id is missing; it must be there.",
                "{\"id\": \"1\"}                      | $.id is \"1\"; it must be of type integer.",
                "{\"id\": 0}                          | $.id is 0; it must be at least 1.",
                "{\"id\": 10}                         | $.id is 10; it must be at most 9.",
                "{\"id\": 1, \"state\": \"LOST\"}     | $.state is \"LOST\"; it must be one of NEW, OLD.",
                "{\"id\": 1, \"at\": \"2026-02-30\"}  | $.at is \"2026-02-30\"; it must be text of the format date.",
                "{\"id\": 1, \"more\": 1}             | $.more is there; it must be left out.",
                "{\"id\": 1, \"lines\": [{}]}         | $.lines[0].sku is missing; it must be there.",
                "{\"id\": 1, \"lines\": [1, 2, 3]}    | $.lines is [1,2,3]; it must be maxItems 2. $.lines[0] is 1; it must be of type object. $.lines[1] is 2; it must be of type object. $.lines[2] is 3; it must be of type object.",
                "[]                                   | $ is []; it must be of type object.",
                "{\"id\": 1} {}                       | $ is no JSON in line 1, column 11; it must be JSON.",
                "``                                   | $ is empty; it must be JSON."
            })
    void whatIsWrongIsSaidWithPathAndWhatIsAllowed(String json, String violations) {
        assertThat(SCHEMAS.check("orders-dlt", "orders", json).stream()
                        .map(Violation::toString)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(violations);
    }

    @Test
    void topicsWithoutASchemaTakeAnything() {
        assertThat(SCHEMAS.check("clicks-dlt", null, "no JSON")).isEmpty();
        assertThat(SCHEMAS.check("orders-dlt", null, "no JSON")).hasSize(1);
        assertThat(SCHEMAS.of("clicks-dlt", "clicks")).isEmpty();
    }

    @Test
    void aSchemaThatCannotBeReadIsSaidAtTheStart() {
        assertThatThrownBy(() -> schemas(new ClassPathResource("schemas/none.json")))
                .hasMessageStartingWith("bellbuoy.deadletters.edit.schemas[].schema is class path resource"
                        + " [schemas/none.json], which cannot be read; it must be a JSON Schema");
        assertThatThrownBy(() -> schemas(new ByteArrayResource("{\"type\": ".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("which cannot be read; it must be a JSON Schema");
    }

    private static Schemas schemas(Resource schema) {
        EditProperties.Rule rule = new EditProperties.Rule(Pattern.compile("orders(-dlt)?"), schema);
        return new Schemas(new EditProperties(true, DataSize.ofKilobytes(1), List.of(rule)));
    }
}
