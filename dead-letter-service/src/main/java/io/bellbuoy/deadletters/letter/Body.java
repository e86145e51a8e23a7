package io.bellbuoy.deadletters.letter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A key or value as it is stored.
 *
 * @param form what {@code bytes} are
 * @param size the length of the original in bytes; 0 if there was none
 * @param bytes null if there was no key or value, which is not the same as an empty one
 */
public record Body(Form form, int size, byte @Nullable [] bytes) {

    /** The forms; their names are stored. */
    public enum Form {
        /** Kafka's null: there is none. */
        ABSENT,
        /** As it was. */
        PLAIN,
        /** Compressed (RFC 1952). */
        GZIP,
        /** The beginning of what is too large; the whole lies in the dead-letter topic. */
        PREVIEW
    }

    /** What Kafka's null is stored as. */
    static final Body ABSENT = new Body(Form.ABSENT, 0, null);

    /**
     * The bytes of the original, or the first of them where no more is stored; null if there was none.
     *
     * @throws UncheckedIOException if what is stored was not compressed
     */
    public byte @Nullable [] original() {
        if (bytes == null || form != Form.GZIP) {
            return bytes;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readNBytes(size);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored key or value cannot be uncompressed.", e);
        }
    }

    /** How many bytes are stored. */
    public int storedSize() {
        return bytes == null ? 0 : bytes.length;
    }
}
