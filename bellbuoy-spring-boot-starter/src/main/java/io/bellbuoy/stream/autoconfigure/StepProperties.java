package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * A step of a pattern: an event that must come, one of several ({@code any-of}), or one that must not ({@code not}).
 *
 * @param name the name by which conditions and the message read its events, lowerCamelCase
 * @param stream the stream of its events; default: the rule's
 * @param where a condition over the event's fields and, as {@code step.field}, those of events of earlier steps; default:
 *     every event
 * @param anyOf what the event may be, each with name, stream and where, in place of those of the step
 * @param times how often in a row, as in {@code 3}, {@code 2..5} or {@code 3+}; default: once
 * @param optional whether the step may be left out
 * @param next what may lie between its events and the one before: {@code relaxed}, events that the pattern cannot take;
 *     {@code strict}, none of the key
 * @param not whether such an event must not come
 * @param lasting for how long it must not come; for the last step
 */
record StepProperties(
        @Nullable String name,
        @Nullable String stream,
        @Nullable String where,
        @DefaultValue List<Alternative> anyOf,
        @Nullable String times,
        @Nullable Boolean optional,
        Step.@Nullable Contiguity next,
        @Nullable Boolean not,
        @Name("for") @Nullable TimeSpan lasting) {

    /**
     * One of several events that a step may take.
     *
     * @param name the name by which conditions and the message read it, lowerCamelCase
     * @param stream its stream; default: the rule's
     * @param where a condition as that of a step; default: every event
     */
    record Alternative(
            @Nullable String name,
            @Nullable String stream,
            @Nullable String where) {}
}
