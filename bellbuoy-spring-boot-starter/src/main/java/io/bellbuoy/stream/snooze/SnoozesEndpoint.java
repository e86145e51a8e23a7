package io.bellbuoy.stream.snooze;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.pipeline.RuleKey;
import io.bellbuoy.engine.pipeline.SnoozeRequest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.NotOwnerException;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.listener.RulesInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;

/**
 * Sets, shows and ends snoozes: Actuator endpoint {@code snoozes}. A change takes effect at the beginning of a batch of the
 * task that owns the key and is answered after its commit. Thread-safe.
 */
@WebEndpoint(id = "snoozes")
public final class SnoozesEndpoint {

    private static final MimeType PROBLEM = MimeType.valueOf("application/problem+json");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RulesInForce rules;
    private final KeyedQueries queries;
    private final OwnerLookup owners;
    private final Function<String, Duration> durations;

    /**
     * @param rules the rules in force
     * @param queries hands reads and changes to the task of a key
     * @param owners finds the instance that owns a key which this one does not
     * @param durations reads a length of time as rules spell it, or throws {@link IllegalArgumentException}
     */
    public SnoozesEndpoint(
            RulesInForce rules, KeyedQueries queries, OwnerLookup owners, Function<String, Duration> durations) {
        this.rules = rules;
        this.queries = queries;
        this.owners = owners;
        this.durations = durations;
    }

    /**
     * What is in force for a rule and key, as {@link SnoozeView}; 404 if nothing is.
     *
     * @param rule the rule's name
     * @param key the key's value, or field=value for each of its fields
     */
    @ReadOperation
    public WebEndpointResponse<Object> inForce(@Nullable String rule, @Nullable Object key) {
        return answer(() -> {
            SnoozedKey asked = SnoozedKey.of(rule, key);
            RuleKey found = asked.in(rules.plan());
            return shown(
                    found, queries.query(found.recordKey(), task -> new Found(task.snoozeOf(asked.in(task.plan())))));
        });
    }

    /**
     * Snoozes a rule and key, in place of what is in force. What is not valid is answered with 400, what this instance
     * cannot do with 503 and, if it is known, the owner's address: as {@link SnoozeProblem}.
     *
     * @param rule the rule's name
     * @param key the key's value, or a map of the key's fields to their values
     * @param until the event time from which alerts are published again, ISO-8601 in UTC; null if it lasts {@code duration}
     * @param duration how long it lasts from the watermark on, as in 4h; null if it ends at {@code until}
     * @param reason why
     * @param by who says so; null: nobody tells
     */
    @WriteOperation
    public WebEndpointResponse<Object> snooze(
            @Nullable String rule,
            @Nullable Object key,
            @Nullable String until,
            @Nullable String duration,
            @Nullable String reason,
            @Nullable String by) {
        return answer(() -> {
            SnoozedKey asked = SnoozedKey.of(rule, key);
            RuleKey found = asked.in(rules.plan());
            SnoozeRequest request =
                    new SnoozeRequest(instant(until), duration(duration), reason == null ? "" : reason, by);
            return shown(
                    found,
                    queries.change(found.recordKey(), task -> new Found(task.snooze(asked.in(task.plan()), request))));
        });
    }

    /**
     * Ends the snooze of a rule and key, and shows it; 404 if none is in force.
     *
     * @param rule the rule's name
     * @param key the key's value, or field=value for each of its fields
     */
    @DeleteOperation
    public WebEndpointResponse<Object> end(@Nullable String rule, @Nullable Object key) {
        return answer(() -> {
            SnoozedKey asked = SnoozedKey.of(rule, key);
            RuleKey found = asked.in(rules.plan());
            return shown(
                    found, queries.change(found.recordKey(), task -> new Found(task.endSnooze(asked.in(task.plan())))));
        });
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new RuleException("snooze", "until", "'" + text + "'", "a time in UTC, as in 2026-01-31T12:00:00Z");
        }
    }

    private @Nullable Duration duration(@Nullable String text) {
        try {
            return text == null ? null : durations.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RuleException(
                    "snooze", "duration", "'" + text + "'", "a number and one of ms, s, m, h, d, w, as in 4h");
        }
    }

    /** What a task found. */
    private record Found(@Nullable Snooze snooze) {}

    private WebEndpointResponse<Object> shown(RuleKey key, CompletableFuture<Found> found) {
        Snooze snooze = await(found).snooze();
        return snooze == null
                ? problem(SnoozeProblem.none("Rule '" + key.rule() + "' is not snoozed for this key."))
                : new WebEndpointResponse<>(SnoozeView.of(key, snooze));
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A snooze could not be read or changed.", e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new Unavailable("The partition of the key was busy for " + PATIENCE.toSeconds()
                    + " s. Ask again; what was to be changed may have taken effect.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("This instance is stopping.");
        }
    }

    private WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> work) {
        try {
            return work.get();
        } catch (RuleException e) {
            return problem(SnoozeProblem.invalid(String.valueOf(e.getMessage())));
        } catch (NotOwnerException e) {
            return problem(elsewhere(e.partition()));
        } catch (Unavailable | RejectedExecutionException e) {
            return problem(SnoozeProblem.unavailable(String.valueOf(e.getMessage()), null));
        } catch (KafkaException e) {
            return problem(SnoozeProblem.unavailable("The broker does not tell which instance holds the key.", null));
        }
    }

    private SnoozeProblem elsewhere(int partition) {
        String owner;
        try {
            owner = owners.addressOf(partition).orElse(null);
        } catch (KafkaException e) {
            owner = null;
        }
        return SnoozeProblem.unavailable(
                "Partition " + partition + " of the key is not processed by this instance"
                        + (owner == null
                                ? ", and no live instance that advertises an address (bellbuoy.advertised-address) owns it."
                                        + " Ask again in a moment."
                                : ". Ask its owner, " + owner + "; if that is this instance, in a moment."),
                owner);
    }

    private static WebEndpointResponse<Object> problem(SnoozeProblem problem) {
        return new WebEndpointResponse<>(problem, problem.status(), PROBLEM);
    }

    /** Nobody can tell at the moment. */
    private static final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message, null, false, false);
        }
    }
}
