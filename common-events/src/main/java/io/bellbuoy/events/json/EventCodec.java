package io.bellbuoy.events.json;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records to bytes and back. The JSON is an object in UTF-8 whose fields are the record's components in their order:
 *
 * <ul>
 *   <li>a time is text in the form of {@link Timestamps};
 *   <li>a decimal is text without exponent, such as {@code "12.50"}; its scale is kept, except that {@code 1E+3}
 *       becomes {@code "1000"};
 *   <li>a component that is null is left out; a null inside a map stays, since its name says what has no data;
 *   <li>no Java type is named anywhere.
 * </ul>
 *
 * <p>Reading ignores unknown fields and accepts numbers for decimals as well as text, exactly and of at most 1000
 * digits. It does not guess: no number for text or a time, no text for a number or a boolean, no field twice. Values of
 * open type (an alert's and a feature set's) come back as text, boolean, null, or {@link java.math.BigDecimal} for
 * a JSON number.
 *
 * <p>Thread-safe; make one and share it.
 */
public final class EventCodec {

    private final JsonMapper mapper = JsonForm.mapper();

    /**
     * The JSON of a record. Half of a surrogate pair, which UTF-8 cannot express, becomes a question mark, so that no
     * text in an event can make the alert about it unwritable.
     *
     * @param record one of the records of this library, or one built alike
     * @return new bytes
     */
    public byte[] write(Object record) {
        Objects.requireNonNull(record, "record");
        // By way of a String, since Jackson's generator for bytes fails at such a half.
        return mapper.writeValueAsString(record).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The record of a JSON text.
     *
     * @param bytes the JSON in UTF-8
     * @param type the record's class
     * @throws EventFormatException if the bytes are no JSON, a field is of the wrong type, or the record refuses them
     */
    public <T> T read(byte[] bytes, Class<T> type) {
        T record;
        try {
            record = mapper.readValue(bytes, type);
        } catch (JacksonException e) {
            throw FormatErrors.of(e, type);
        }
        if (record == null) {
            throw new EventFormatException(type.getSimpleName() + " is JSON null; a JSON object is needed.");
        }
        return record;
    }
}
