package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.masking.TopicMask;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are wanted. What is null or blank does not matter.
 *
 * @param topic the dead-letter topic or the topic of origin
 * @param key the whole key, as UTF-8
 * @param header the name of a header, or name=value
 * @param exception found in the class name, in upper or lower case
 * @param service the service that failed
 * @param from written at this time or later
 * @param to written before this time
 * @param text found in the message, in upper or lower case
 * @param payload found in the value, as UTF-8; not in values that are stored compressed
 * @param state OPEN, REDRIVING, REDRIVEN, PARKED or DISCARDED
 * @param group a fingerprint
 * @param limit how many at most, 1 to 200
 * @param after where the page before ended: {@link Page#next()}
 */
public record LetterQuery(
        @Nullable String topic,
        @Nullable String key,
        @Nullable String header,
        @Nullable String exception,
        @Nullable String service,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        @Nullable String payload,
        @Nullable String state,
        @Nullable String group,
        int limit,
        @Nullable String after) {

    /** What a dead letter's state may be. */
    public static final List<String> STATES = List.of("OPEN", "REDRIVING", "REDRIVEN", "PARKED", "DISCARDED");

    /** @throws BadQueryException if a component is not allowed */
    public LetterQuery {
        topic = Terms.given("topic", topic);
        key = Terms.given("key", key);
        header = Terms.given("header", header);
        exception = Terms.given("exception", exception);
        service = Terms.given("service", service);
        text = Terms.given("text", text);
        payload = Terms.given("payload", payload);
        state = Terms.given("state", state);
        group = Terms.given("group", group);
        after = Terms.given("after", after);
        Terms.limit(limit);
        if (state != null && !STATES.contains(state)) {
            throw new BadQueryException("state", state, "one of " + String.join(", ", STATES));
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BadQueryException("from", from, "before to, which is " + to);
        }
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw new BadQueryException("after", after, "the value of next of the page before, or left out");
        }
    }

    /** Whether nothing is asked: then all dead letters are wanted. */
    public boolean isUnbounded() {
        return Stream.of(topic, key, header, exception, service, from, to, text, payload, state, group)
                .allMatch(Objects::isNull);
    }

    /** In words, for people who may not see what is masked: what could be part of a dead letter is not said. */
    String description() {
        StringJoiner words = new StringJoiner(", ", "search ", "");
        BiConsumer<String, @Nullable Object> say = (name, value) -> {
            if (value != null) {
                words.add(name + "=" + value);
            }
        };
        say.accept("topic", topic);
        say.accept("key", hidden(key));
        say.accept("header", header == null ? null : header.replaceFirst("(?s)=.*", "=" + TopicMask.MASK));
        say.accept("exception", exception);
        say.accept("service", service);
        say.accept("from", from);
        say.accept("to", to);
        say.accept("text", hidden(text));
        say.accept("payload", hidden(payload));
        say.accept("state", state);
        say.accept("group", group);
        return words.toString();
    }

    private static @Nullable String hidden(@Nullable String text) {
        return text == null ? null : TopicMask.MASK;
    }

    /** The dead letters of a group, the latest first. */
    public static LetterQuery ofGroup(String fingerprint, int limit) {
        return new LetterQuery(null, null, null, null, null, null, null, null, null, null, fingerprint, limit, null);
    }
}
