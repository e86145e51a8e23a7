package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.search.BadQueryException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A redrive that somebody asks for: of these dead letters, a group, or what a search finds; exactly one of the three.
 *
 * @param ids numbers of dead letters, at most 10,000
 * @param group a fingerprint
 * @param search as of {@code GET /api/letters}, without limit and after
 * @param upTo if given, only those collected no later than this one; {@code upTo} of a dry run stands for what that counted
 * @param target the topic that all of it goes to; left out for each to the topic that it came from
 * @param besideOthers whether it is started although another redrive has some of it, which is left to that one
 * @param care how carefully; left out for the properties of the service
 */
public record RedriveForm(
        @Nullable List<Long> ids,
        @Nullable String group,
        @Nullable LetterFilter search,
        @Nullable Long upTo,
        @Nullable String target,
        @Nullable Boolean besideOthers,
        @Nullable CareFilter care) {

    /** @throws BadQueryException if something is not allowed */
    Request request(Care properties, String by) {
        return new Request(
                new Chosen(ids, group, search, upTo).selection(),
                topic(),
                (care == null ? CareFilter.NONE : care).over(properties),
                by);
    }

    private @Nullable String topic() {
        if (target == null || target.isBlank()) {
            return null;
        }
        String topic = target.strip();
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.equals(".") || topic.equals("..")) {
            throw new BadQueryException(
                    "target", target, "the name of a topic: 1 to 249 of letters, digits, dots, _ and -");
        }
        return topic;
    }

    /** The same for the same request, as long as the service is not changed. */
    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
