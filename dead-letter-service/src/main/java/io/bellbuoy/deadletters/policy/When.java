package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.policy.store.OpenLetter;
import io.bellbuoy.deadletters.property.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; all that is given must hold.
 *
 * @param exception a regular expression that the whole class name of the exception matches
 * @param failureClass the class of failure of dead letters of services on the starter, such as TRANSIENT
 * @param topic a regular expression that the whole name of the dead-letter topic or of the topic of origin matches
 * @param service the service that failed
 * @param group a fingerprint
 */
public record When(
        @Nullable Pattern exception,
        @Nullable String failureClass,
        @Nullable Pattern topic,
        @Nullable String service,
        @Nullable String group) {

    /** What is empty counts as left out: it would hold for nothing. */
    public When {
        exception = exception == null || exception.pattern().isEmpty() ? null : exception;
        topic = topic == null || topic.pattern().isEmpty() ? null : topic;
        failureClass = failureClass == null || failureClass.isBlank() ? null : failureClass;
        service = service == null || service.isBlank() ? null : service;
        group = group == null || group.isBlank() ? null : group;
    }

    boolean isEmpty() {
        return exception == null && failureClass == null && topic == null && service == null && group == null;
    }

    boolean holds(OpenLetter letter) {
        return (exception == null || isException(exception, letter.exception()))
                && (failureClass == null
                        || failureClass.toUpperCase(Locale.ROOT).equals(letter.failureClass()))
                && (topic == null || Topics.match(topic, letter.topic(), letter.origin()))
                && (service == null || service.equals(letter.service()))
                && (group == null || group.equals(letter.fingerprint()));
    }

    private static boolean isException(Pattern pattern, @Nullable String name) {
        return name != null && pattern.matcher(name).matches();
    }

    /** In words, for people. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, "exception", exception);
        add(parts, "class", failureClass);
        add(parts, "topic", topic);
        add(parts, "service", service);
        add(parts, "group", group);
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + " " + value);
        }
    }
}
