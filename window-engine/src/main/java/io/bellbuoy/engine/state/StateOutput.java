package io.bellbuoy.engine.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer for the binary form of state: variable-length integers (LEB128, signed ones zigzag), length-prefixed
 * text and bytes, tagged values. Single-threaded; reusable after {@link #clear()}.
 */
public final class StateOutput {

    static final int NULL = 0;
    static final int DECIMAL = 1;
    static final int BIG_DECIMAL = 2;
    static final int STRING = 3;
    static final int FALSE = 4;
    static final int TRUE = 5;
    static final int TIMESTAMP = 6;
    static final int MAP = 7;

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /** A decimal of so many digits is a long and a scale. */
    private static final int LONG_DIGITS = 18;

    private byte[] buffer;
    private int size;

    public StateOutput() {
        this(256);
    }

    /** @param capacity the initial capacity in bytes */
    public StateOutput(int capacity) {
        buffer = new byte[capacity];
    }

    /** The number of bytes written. */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Writes one byte. */
    public void writeByte(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
    }

    /** Writes an integer that is seldom negative: 1 to 10 bytes. */
    public void writeUnsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /** Writes an integer of either sign: 1 to 10 bytes, few for those near 0. */
    public void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    /** Writes 8 bytes, big endian. */
    public void writeFixed(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    /** Writes bytes, prefixed by their number. */
    public void writeBytes(byte[] bytes) {
        writeUnsigned(bytes.length);
        writeRaw(bytes, 0, bytes.length);
    }

    /** Writes bytes as they are. */
    public void writeRaw(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    /** Writes what another buffer holds, prefixed by its size. */
    public void writeBlock(StateOutput block) {
        writeUnsigned(block.size);
        writeRaw(block.buffer, 0, block.size);
    }

    /** Writes text as UTF-8, prefixed by its length in bytes. */
    public void writeText(String text) {
        int length = text.length();
        ensure(length + 5);
        int start = size;
        if (length < 0x80 && writeAscii(text, length)) {
            return;
        }
        size = start;
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean writeAscii(String text, int length) {
        buffer[size++] = (byte) length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            buffer[size++] = (byte) c;
        }
        return true;
    }

    /** Writes a value of any {@link io.bellbuoy.engine.event.FieldType}, a map of names to such, or null, with its type. */
    public void writeValue(@Nullable Object value) {
        if (value == null) {
            writeByte(NULL);
        } else if (value instanceof BigDecimal decimal) {
            writeDecimal(decimal);
        } else if (value instanceof String text) {
            writeByte(STRING);
            writeText(text);
        } else if (value instanceof Boolean truth) {
            writeByte(truth ? TRUE : FALSE);
        } else if (value instanceof Instant instant) {
            writeByte(TIMESTAMP);
            writeSigned(instant.toEpochMilli());
        } else if (value instanceof Map<?, ?> map) {
            writeByte(MAP);
            writeUnsigned(map.size());
            map.forEach((name, each) -> {
                writeText((String) name);
                writeValue(each);
            });
        } else {
            throw new IllegalArgumentException("A value of " + value.getClass() + " cannot be stored.");
        }
    }

    private void writeDecimal(BigDecimal decimal) {
        if (decimal.precision() <= LONG_DIGITS) {
            // As below, without making an integer of it: most decimals are short, and a chunk of points has many.
            writeByte(DECIMAL);
            writeSigned(decimal.scale());
            writeSigned(decimal.scaleByPowerOfTen(decimal.scale()).longValue());
            return;
        }
        BigInteger unscaled = decimal.unscaledValue();
        if (unscaled.compareTo(MIN_LONG) >= 0 && unscaled.compareTo(MAX_LONG) <= 0) {
            writeByte(DECIMAL);
            writeSigned(decimal.scale());
            writeSigned(unscaled.longValue());
            return;
        }
        writeByte(BIG_DECIMAL);
        writeSigned(decimal.scale());
        writeBytes(unscaled.toByteArray());
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
