package io.bellbuoy.deadletters.letter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Brings keys and values into the form in which they are stored. Thread-safe. */
final class Bodies {

    private final long compressFrom;
    private final long limit;
    private final int preview;

    Bodies(PayloadProperties properties) {
        compressFrom = properties.compressFrom().toBytes();
        limit = properties.limit().toBytes();
        preview = Math.toIntExact(properties.preview().toBytes());
    }

    Body of(byte @Nullable [] original) {
        if (original == null) {
            return Body.ABSENT;
        }
        if (isTooLarge(original)) {
            return new Body(Body.Form.PREVIEW, original.length, preview(original));
        }
        if (original.length >= compressFrom) {
            byte[] compressed = gzip(original);
            if (compressed.length < original.length) {
                return new Body(Body.Form.GZIP, original.length, compressed);
            }
        }
        return new Body(Body.Form.PLAIN, original.length, original);
    }

    boolean isTooLarge(byte[] original) {
        return original.length > limit;
    }

    byte[] preview(byte[] original) {
        return Arrays.copyOf(original, Math.min(original.length, preview));
    }

    private static byte[] gzip(byte[] original) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(original.length / 4 + 64);
        try (GZIPOutputStream gzip = new FastGzip(compressed)) {
            gzip.write(original);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory was written to, which cannot fail.", e);
        }
        return compressed.toByteArray();
    }

    /** At the fastest level, which halves the time and costs little size: a flood must not be held up by compression. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(ByteArrayOutputStream target) throws IOException {
            super(target, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
