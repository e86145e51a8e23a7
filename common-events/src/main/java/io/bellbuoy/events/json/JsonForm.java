package io.bellbuoy.events.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/** The one place that says how decimals, times and values look in JSON, and what reading puts up with. */
final class JsonForm {

    private JsonForm() {}

    static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(scalars())
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_NULL)
                        .withContentInclusion(JsonInclude.Include.ALWAYS))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // Of two fields of one name readers take the first or the last: a way to show each another amount.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    private static SimpleModule scalars() {
        return new SimpleModule("bellbuoy-events")
                .addSerializer(new DecimalSerializer())
                .addDeserializer(BigDecimal.class, new DecimalDeserializer())
                .addSerializer(new TimeSerializer())
                .addDeserializer(Instant.class, new TimeDeserializer())
                .addDeserializer(Object.class, new ValueDeserializer());
    }

    private static final class DecimalSerializer extends StdScalarSerializer<BigDecimal> {

        DecimalSerializer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
            json.writeString(Decimals.format(value));
        }
    }

    private static final class TimeSerializer extends StdScalarSerializer<Instant> {

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(Timestamps.format(value));
        }
    }

    private static final class DecimalDeserializer extends StdScalarDeserializer<BigDecimal> {

        DecimalDeserializer() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return Decimals.parse(json.getString())
                        .orElseThrow(() -> context.instantiationException(BigDecimal.class, "not plain"));
            }
            if (json.currentToken().isNumeric()) {
                return Decimals.bounded(json.getDecimalValue())
                        .orElseThrow(() -> context.instantiationException(BigDecimal.class, "too long"));
            }
            return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, json);
        }
    }

    private static final class TimeDeserializer extends StdScalarDeserializer<Instant> {

        TimeDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            // A number could be seconds or milliseconds; a guess would move the watermark by decades.
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, json);
            }
            try {
                return Timestamps.parse(json.getString());
            } catch (EventFormatException e) {
                throw context.instantiationException(Instant.class, "not a time");
            }
        }
    }

    /** A value of unknown type: text stays text, every number is an exact decimal. */
    private static final class ValueDeserializer extends StdScalarDeserializer<Object> {

        ValueDeserializer() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            return switch (json.currentToken()) {
                case VALUE_STRING -> json.getString();
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> context.readValue(json, BigDecimal.class);
                default -> context.handleUnexpectedToken(Object.class, json);
            };
        }
    }
}
