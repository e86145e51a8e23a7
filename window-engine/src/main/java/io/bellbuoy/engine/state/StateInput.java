package io.bellbuoy.engine.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateOutput} wrote. Every method throws {@link StateFormatException} if the bytes end too soon or
 * are not of the expected form. Single-threaded.
 */
public final class StateInput {

    private final byte[] buffer;
    private final int end;
    private int position;

    public StateInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of an array, which is not copied. */
    public StateInput(byte[] bytes, int offset, int length) {
        buffer = bytes;
        position = offset;
        end = offset + length;
    }

    /** Whether all bytes are read. */
    public boolean isAtEnd() {
        return position >= end;
    }

    /** Reads one byte, 0 to 255. */
    public int readByte() {
        need(1);
        return buffer[position++] & 0xFF;
    }

    /** Reads what {@link StateOutput#writeUnsigned} wrote. */
    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new StateFormatException("An integer has more than 10 bytes.");
    }

    /** Reads what {@link StateOutput#writeSigned} wrote. */
    public long readSigned() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads what {@link StateOutput#writeFixed} wrote. */
    public long readFixed() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (buffer[position++] & 0xFF);
        }
        return value;
    }

    /** Reads a count or length that is at most the number of bytes left. */
    public int readSize() {
        long length = readUnsigned();
        if (length < 0 || length > end - position) {
            throw new StateFormatException(
                    "A size of " + length + " is more than the " + (end - position) + " bytes left.");
        }
        return (int) length;
    }

    /** Reads what {@link StateOutput#writeBytes} wrote. */
    public byte[] readBytes() {
        int length = readSize();
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    /** Reads all bytes that are left. */
    public byte[] readRest() {
        byte[] bytes = Arrays.copyOfRange(buffer, position, end);
        position = end;
        return bytes;
    }

    /** Reads what {@link StateOutput#writeBlock} wrote, without copying it. */
    public StateInput readBlock() {
        int length = readSize();
        StateInput block = new StateInput(buffer, position, length);
        position += length;
        return block;
    }

    /** Reads what {@link StateOutput#writeText} wrote. */
    public String readText() {
        int length = readSize();
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Reads what {@link StateOutput#writeValue} wrote. */
    public @Nullable Object readValue() {
        int tag = readByte();
        return switch (tag) {
            case StateOutput.NULL -> null;
            case StateOutput.DECIMAL -> {
                int scale = (int) readSigned();
                yield BigDecimal.valueOf(readSigned(), scale);
            }
            case StateOutput.BIG_DECIMAL -> {
                int scale = (int) readSigned();
                byte[] unscaled = readBytes();
                if (unscaled.length == 0) {
                    throw new StateFormatException("A decimal has no digits.");
                }
                yield new BigDecimal(new BigInteger(unscaled), scale);
            }
            case StateOutput.STRING -> readText();
            case StateOutput.FALSE -> Boolean.FALSE;
            case StateOutput.TRUE -> Boolean.TRUE;
            case StateOutput.TIMESTAMP -> Instant.ofEpochMilli(readSigned());
            case StateOutput.MAP -> readMap();
            default -> throw new StateFormatException("A value has the unknown tag " + tag + ".");
        };
    }

    private Map<String, @Nullable Object> readMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int count = readSize(); count > 0; count--) {
            map.put(readText(), readValue());
        }
        return map;
    }

    private void need(int bytes) {
        if (end - position < bytes) {
            throw new StateFormatException("The bytes end " + (bytes - (end - position)) + " too soon.");
        }
    }
}
