package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.letter.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What is stored of a key or value, as bytes and as text. */
final class BodyText {

    private BodyText() {}

    /** The bytes of the original, or the first of them where no more is stored; null if there was none. */
    static byte @Nullable [] bytes(Body body) {
        byte[] stored = body.bytes();
        if (stored == null || body.form() != Body.Form.GZIP) {
            return stored;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return gzip.readNBytes(body.size());
        } catch (IOException e) {
            throw new UncheckedIOException("A stored value cannot be uncompressed.", e);
        }
    }

    /** As UTF-8; null if it is something else. */
    static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
