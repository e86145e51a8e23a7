package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.desk.LetterView.BodyView;
import io.bellbuoy.deadletters.desk.LetterView.HeaderView;
import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Utf8;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.masking.TopicMask;
import io.bellbuoy.deadletters.search.LetterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes of stored dead letters what may be seen of them. Thread-safe. */
final class LetterViews {

    private static final int LONGEST = 1_000_000;

    /** Shorter ones say little, and would riddle every text. */
    private static final int SHORTEST_SECRET = 3;

    private final Masking masking;

    LetterViews(Masking masking) {
        this.masking = masking;
    }

    LetterView masked(LetterRow row) {
        TopicMask mask = masking.of(row.topic(), row.origin().topic());
        return mask.isEmpty() ? plain(row) : masked(row, mask);
    }

    LetterView plain(LetterRow row) {
        return view(
                row,
                body(row.key()),
                body(row.value()),
                headers(row, row.stackTrace()),
                row.message(),
                row.stackTrace(),
                false);
    }

    private LetterView masked(LetterRow row, TopicMask mask) {
        BodyView value = body(row.value());
        Set<String> secrets = Set.of();
        String message = row.message();
        String stackTrace = row.stackTrace();
        boolean absent = row.value().form() == Body.Form.ABSENT;
        if (mask.hidesFields() && !absent) {
            TopicMask.Masked masked = mask.mask(value.cut() ? null : value.text());
            secrets = masked.found();
            value = new BodyView(value.form(), value.size(), masked.json(), null, value.cut(), masked.json() == null);
            if (masked.json() == null) {
                // Messages quote values, and nobody can tell which part of this one is sensitive.
                message = message == null ? null : TopicMask.MASK;
                stackTrace = framesOf(stackTrace);
            }
        }
        BodyView key = body(row.key());
        if (mask.hidesKey() && row.key().form() != Body.Form.ABSENT) {
            secrets = with(secrets, key.text());
            key = new BodyView(key.form(), key.size(), null, null, false, true);
        }
        List<String> longestFirst = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        boolean hidden = value.hidden();
        List<HeaderView> headers = headers(row, stackTrace).stream()
                .map(header -> masked(header, mask, longestFirst, hidden))
                .toList();
        BodyView shownKey = key.text() == null
                ? key
                : new BodyView(key.form(), key.size(), without(key.text(), longestFirst), null, key.cut(), false);
        return view(
                row, shownKey, value, headers, without(message, longestFirst), without(stackTrace, longestFirst), true);
    }

    /** Where the whole value is hidden, all headers are but the short binary ones: numbers, as of partitions. */
    private static HeaderView masked(HeaderView header, TopicMask mask, List<String> secrets, boolean hidden) {
        boolean quotes =
                hidden && (header.name().contains("message") || header.name().contains("stacktrace"));
        boolean binary = header.base64() != null && header.base64().length() > 12;
        if (mask.hidesHeader(header.name()) || quotes || binary) {
            return new HeaderView(header.name(), TopicMask.MASK, null);
        }
        return new HeaderView(header.name(), without(header.text(), secrets), header.base64());
    }

    private static Set<String> with(Set<String> secrets, @Nullable String another) {
        if (another == null) {
            return secrets;
        }
        Set<String> all = new HashSet<>(secrets);
        all.add(another);
        return all;
    }

    private static @Nullable String without(@Nullable String text, List<String> secrets) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, TopicMask.MASK);
        }
        return masked;
    }

    private static @Nullable String framesOf(@Nullable String stackTrace) {
        return stackTrace == null
                ? null
                : stackTrace
                        .lines()
                        .filter(line -> line.stripLeading().startsWith("at "))
                        .collect(Collectors.joining("\n"));
    }

    private static BodyView body(Body body) {
        byte[] bytes = body.original();
        String text = Utf8.text(bytes);
        boolean cut = body.form() == Body.Form.PREVIEW;
        if (text != null) {
            cut = cut || text.length() > LONGEST;
            String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
            return new BodyView(body.form().name(), body.size(), shown, null, cut, false);
        }
        String base64 = null;
        if (bytes != null) {
            cut = cut || bytes.length > LONGEST;
            base64 = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)));
        }
        return new BodyView(body.form().name(), body.size(), null, base64, cut, false);
    }

    private static List<HeaderView> headers(LetterRow row, @Nullable String stackTrace) {
        List<HeaderView> headers = new ArrayList<>();
        for (JsonNode header : JsonMapper.shared().readTree(row.headers())) {
            String text = header.has("column")
                    ? stackTrace
                    : header.path("text").asStringOpt().orElse(null);
            headers.add(new HeaderView(
                    header.path("name").asString(""),
                    text,
                    header.path("base64").asStringOpt().orElse(null)));
        }
        return headers;
    }

    private static LetterView view(
            LetterRow row,
            BodyView key,
            BodyView value,
            List<HeaderView> headers,
            @Nullable String message,
            @Nullable String stackTrace,
            boolean masked) {
        return new LetterView(
                row.id(),
                row.topic(),
                row.partition(),
                row.offset(),
                row.time(),
                row.origin(),
                row.repeatOf(),
                row.fingerprint(),
                row.writer(),
                row.service(),
                row.failureClass(),
                row.exception(),
                message,
                stackTrace,
                row.stage(),
                row.rule(),
                row.state(),
                key,
                value,
                headers,
                masked);
    }
}
