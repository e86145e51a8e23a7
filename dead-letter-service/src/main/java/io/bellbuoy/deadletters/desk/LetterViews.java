package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.desk.LetterView.BodyView;
import io.bellbuoy.deadletters.desk.LetterView.HeaderView;
import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Utf8;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.masking.Secrets;
import io.bellbuoy.deadletters.masking.TopicMask;
import io.bellbuoy.deadletters.search.LetterHead;
import io.bellbuoy.deadletters.search.LetterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes of stored dead letters what may be seen of them. Thread-safe. */
final class LetterViews {

    private static final int LONGEST = 1_000_000;

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

    /** What a list shows. */
    Summary summary(LetterHead head) {
        TopicMask mask = masking.of(head.topic(), head.originTopic());
        Body key = head.key();
        String keyText = key == null ? null : Utf8.text(key.original());
        if (mask.isEmpty()) {
            return Summary.of(head, keyText, head.message());
        }
        Secrets secrets = Secrets.NONE;
        String message = head.message();
        Body value = head.value();
        if (mask.hidesFields() && (value == null || value.form() != Body.Form.ABSENT)) {
            TopicMask.Masked masked = mask.mask(value == null ? null : whole(value));
            secrets = masked.found();
            if (masked.json() == null) {
                message = message == null ? null : TopicMask.MASK;
                // Of a value that is too large for lists nobody knows here whether the key is quoted from it.
                keyText = value == null ? null : keyText;
            }
        }
        if (mask.hidesKey()) {
            // A key that is too large for lists is hidden where the message quotes the beginning of it.
            message = key == null && message != null
                    ? TopicMask.MASK
                    : secrets.and(keyText).without(message);
            keyText = null;
        }
        return Summary.of(head, secrets.without(keyText), secrets.without(message));
    }

    private static @Nullable String whole(Body value) {
        return value.form() == Body.Form.PREVIEW ? null : Utf8.text(value.original());
    }

    private LetterView masked(LetterRow row, TopicMask mask) {
        BodyView value = body(row.value());
        Secrets secrets = Secrets.NONE;
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
            secrets = secrets.and(key.text());
            key = new BodyView(key.form(), key.size(), null, null, false, true);
        }
        Secrets all = secrets;
        boolean hidden = value.hidden();
        List<HeaderView> headers = headers(row, stackTrace).stream()
                .map(header -> masked(header, mask, all, hidden))
                .toList();
        BodyView shownKey = key.text() == null
                ? key
                : new BodyView(key.form(), key.size(), all.without(key.text()), null, key.cut(), false);
        return view(row, shownKey, value, headers, all.without(message), all.without(stackTrace), true);
    }

    /**
     * Binary ones are hidden unless they are short, such as the numbers of partitions; those that quote a value that is
     * hidden as a whole are hidden, too.
     */
    private static HeaderView masked(HeaderView header, TopicMask mask, Secrets secrets, boolean hidden) {
        boolean quotes =
                hidden && (header.name().contains("message") || header.name().contains("stacktrace"));
        boolean binary = header.base64() != null && header.base64().length() > 12;
        if (mask.hidesHeader(header.name()) || quotes || binary) {
            return new HeaderView(header.name(), TopicMask.MASK, null);
        }
        return new HeaderView(header.name(), secrets.without(header.text()), header.base64());
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
