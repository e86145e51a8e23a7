package io.bellbuoy.engine.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Deterministic identities: name-based UUIDs of version 5 (RFC 9562, section 5.5) and short hashes. */
public final class AlertIds {

    private static final UUID NAMESPACE = UUID.fromString("6ab1b0a5-9f0c-5e0e-8e11-2f6c1d6f7b0d");
    private static final char SEPARATOR = '\u001f';

    private AlertIds() {}

    /** The UUID of some parts, which are told apart whatever they contain but the unit separator. */
    public static UUID of(String... parts) {
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(join(parts)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0xC000L << 48) | 0x8000L << 48;
        return new UUID(high, low);
    }

    /** The first 12 hex digits of the SHA-256 of some parts. */
    public static String hash(String... parts) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(join(parts)), 0, 6);
    }

    /** A stable number of some parts, for cells and key spaces. */
    public static int number(String... parts) {
        return ByteBuffer.wrap(digest("SHA-256").digest(join(parts))).getInt();
    }

    private static byte[] join(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(part).append(SEPARATOR);
        }
        return joined.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm + ".", e);
        }
    }
}
