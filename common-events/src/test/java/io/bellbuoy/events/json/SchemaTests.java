package io.bellbuoy.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bellbuoy.events.json.Examples.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTests {

    private static final String START =
            "{\"transactionId\":\"t\",\"accountId\":\"a\",\"timestamp\":\"2026-01-02T03:04:05Z\",";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<Example> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsValid(Example example) {
        assertThat(errors(example.schema(), example.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void componentsAreTheSchemasPropertiesInTheSameOrder(Example example) {
        assertAlike(example.value().getClass(), schema(example.schema()));
    }

    private static void assertAlike(Class<?> type, JsonNode schema) {
        List<String> all = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            all.add(component.getName());
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
            JsonNode property = schema.path("properties").path(component.getName());
            if (component.getType().isRecord()) {
                assertAlike(component.getType(), property);
            }
            if (component.getType().isEnum()) {
                assertThat(property.path("enum").valueStream().map(JsonNode::stringValue))
                        .containsExactlyElementsOf(
                                Arrays.stream(component.getType().getEnumConstants())
                                        .map(Object::toString)
                                        .toList());
            }
        }
        assertThat(schema.path("properties").propertyNames()).containsExactlyElementsOf(all);
        assertThat(schema.path("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(required);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transaction",
                "account-verified",
                "alert",
                "account-action",
                "feature-values",
                "decision",
                "list-entry"
            })
    void schemaIsOfDraft202012AndAllowsFurtherFields(String name) {
        JsonNode schema = schema(name);
        Schema dialect = registry.getSchema(
                com.networknt.schema.SchemaLocation.of(schema.path("$schema").stringValue()));
        assertThat(schema.path("$schema").stringValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(dialect.validate(schema)).isEmpty();
        assertThat(schema.path("additionalProperties").booleanValue()).isTrue();
    }

    /** What may name a person, their things or where they are; what is needed to find a record is not hidden. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transaction      | accountId,deviceId,latitude,longitude",
                "account-verified | accountId",
                "account-action   | accountId",
                "alert            | message,key,values",
                "decision         | key,parts.values",
                "feature-values   | key,values",
                "list-entry       | value"
            })
    void whatIsSensitiveIsMarked(String name, String fields) {
        List<String> marked = new ArrayList<>();
        collectMarked(schema(name), "", marked);
        assertThat(String.join(",", marked)).isEqualTo(fields);
    }

    private static void collectMarked(JsonNode schema, String prefix, List<String> marked) {
        schema.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            if (property.getValue().path("x-sensitive").booleanValue(false)) {
                marked.add(name);
            }
            collectMarked(property.getValue(), name + ".", marked);
            collectMarked(property.getValue().path("items"), name + ".", marked);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":\"12.50\"",
                "\"amount\":12.5",
                "\"amount\":0",
                "\"amount\":1,\"latitude\":-90",
                "\"amount\":1,\"longitude\":\"-179.9\"",
                "\"amount\":1,\"more\":{}"
            })
    void transactionIsValid(String fields) {
        assertThat(errors("transaction", START + fields + "}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"currency\":\"EUR\" | amount",
                "\"amount\":\"-1\" | /amount",
                "\"amount\":-1 | /amount",
                "\"amount\":\"1e3\" | /amount",
                "\"amount\":true | /amount",
                "\"amount\":1,\"latitude\":90.5 | /latitude",
                "\"amount\":1,\"country\":49 | /country",
                "\"amount\":1,\"cardPresent\":\"yes\" | /cardPresent"
            })
    void transactionIsInvalid(String fields, String place) {
        assertThat(errors("transaction", START + fields + "}"))
                .singleElement()
                .asString()
                .contains(place);
    }

    private List<Error> errors(String schema, String json) {
        return registry.getSchema(schema(schema))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static JsonNode schema(String name) {
        try (InputStream in = EventCodec.class.getResourceAsStream("/schemas/" + name + ".json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
