package io.bellbuoy.deadletters.fingerprint;

import io.bellbuoy.deadletters.headers.FailureReport;
import io.bellbuoy.deadletters.headers.StackTraces;
import io.bellbuoy.events.deadletter.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group of a dead letter. Dead letters of our own services carry the fingerprint of their failure. For others
 * it is the first 64 bits of SHA-256 over exception, masked message, stage, rule and own stack frame, each ended by a zero
 * character; where none of them is known, over the dead-letter topic. It does not change between versions. Thread-safe.
 */
public final class Fingerprints {

    /** ISO-8601 and what resembles it: as a whole, since its parts may be there or not (fraction, zone). */
    private static final Pattern TIME =
            Pattern.compile("(?<!\\w)[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
                    + "(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?:\\[[\\w/+-]+])?(?!\\w)");

    /** Java numbers lambdas and generated classes anew with every build. */
    private static final Pattern GENERATED = Pattern.compile("\\$+(?:Lambda|SpringCGLIB|[0-9])[\\w$/]*");

    private final List<String> ownPackages;

    /** Fingerprints by these properties. */
    public Fingerprints(GroupingProperties properties) {
        ownPackages = properties.ownPackages();
    }

    /**
     * The group of a dead letter.
     *
     * @param topic the topic it lies in
     */
    public GroupIdentity of(FailureReport report, String topic) {
        String message = report.cause().message();
        String pattern = message == null ? null : masked(message);
        String frame = frame(report.cause().stackTrace());
        String exception = report.cause().exception();
        String fingerprint = report.fingerprint();
        if (fingerprint == null) {
            fingerprint = exception == null && pattern == null && report.stage() == null && frame == null
                    ? hash("topic", topic)
                    : hash(exception, pattern, report.stage(), report.rule(), frame);
        }
        return new GroupIdentity(
                fingerprint, report.failureClass(), exception, pattern, report.stage(), report.rule(), frame);
    }

    static String masked(String message) {
        return Fingerprint.masked(TIME.matcher(message).replaceAll("<time>"));
    }

    private @Nullable String frame(@Nullable String stackTrace) {
        String frame = stackTrace == null ? null : StackTraces.topFrame(stackTrace, ownPackages);
        if (frame == null) {
            return null;
        }
        String stable = GENERATED.matcher(frame).replaceAll("");
        return stable.length() <= 500 ? stable : stable.substring(0, 500);
    }

    private static String hash(@Nullable String... parts) {
        StringBuilder identity = new StringBuilder();
        for (String part : parts) {
            identity.append(part == null ? "" : part).append('\0');
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(identity.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256; this one does not.", e);
        }
    }
}
