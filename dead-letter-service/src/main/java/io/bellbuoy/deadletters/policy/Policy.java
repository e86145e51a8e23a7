package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.property.Bounds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done with which dead letters.
 *
 * @param name by which the audit and the meters know it
 * @param when which dead letters
 * @param then retry, park, discard or notify
 * @param after how long after it was first looked at; 30 seconds for retry and nothing for the others, up to 365 days
 * @param backoff by what the delay is multiplied for each redrive that the record has behind it; 1 to 10
 * @param jitter the share by which a delay is longer or shorter, so that not all come at once; 0 to 1
 * @param max how often a record is redriven, those by hand included, before it is parked; 1 to redrive.max-redrives, which
 *     is the default
 * @param reason why; needed to park and to discard
 */
public record Policy(
        String name,
        When when,
        Action then,
        @Nullable Duration after,
        @DefaultValue("2") double backoff,
        @DefaultValue("0.2") double jitter,
        @Nullable Integer max,
        @Nullable String reason) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws IllegalArgumentException if a value is missing or out of bounds */
    public Policy {
        Bounds.require(
                name != null && !name.isBlank(),
                "policies[].name",
                name == null ? "missing" : "blank",
                "a name by which the audit knows the policy");
        require(
                when != null && !when.isEmpty(),
                name,
                "when",
                "empty",
                "at least one of exception, failure-class, topic, service, group; a topic of .* means all");
        require(then != null, name, "then", "missing", "retry, park, discard or notify");
        require(
                after == null || !after.isNegative() && after.compareTo(LONGEST) <= 0,
                name,
                "after",
                after,
                "PT0S to PT8760H");
        require(backoff >= 1 && backoff <= 10, name, "backoff", backoff, "1 to 10");
        require(jitter >= 0 && jitter <= 1, name, "jitter", jitter, "0 to 1");
        require(
                reason != null && !reason.isBlank() || then == Action.RETRY || then == Action.NOTIFY,
                name,
                "reason",
                "missing",
                "said in words, for those who ask later");
    }

    static void require(boolean holds, String policy, String property, @Nullable Object found, String allowed) {
        Bounds.require(holds, "policies[" + policy + "]." + property, String.valueOf(found), allowed);
    }

    /** By whom the audit says that it was done. */
    public String actor() {
        return "policy " + name;
    }

    /**
     * How long a dead letter waits. The same dead letter waits equally long whoever asks.
     *
     * @param redrives how many its record has behind it
     */
    Duration delay(long letter, int redrives) {
        double base = first().toMillis() * Math.pow(backoff, redrives);
        double share = new SplittableRandom(letter * 31 + redrives).nextDouble(-1, 1) * jitter;
        return Duration.ofMillis((long) Math.min(base * (1 + share), LONGEST.toMillis()));
    }

    private Duration first() {
        if (after != null) {
            return after;
        }
        return then == Action.RETRY ? Duration.ofSeconds(30) : Duration.ZERO;
    }

    int max(int maxRedrives) {
        return max == null ? maxRedrives : max;
    }

    /** What it does, in words, for people. */
    public String deed() {
        String what = then.name().toLowerCase(Locale.ROOT);
        String delay = first().isZero() ? "" : " after " + text(first());
        String factor = BigDecimal.valueOf(backoff).stripTrailingZeros().toPlainString();
        String growing = then == Action.RETRY
                ? ", then " + factor + " times as long each time, ±" + Math.round(jitter * 100) + " %"
                : "";
        String often = max == null || then != Action.RETRY ? "" : ", at most " + max + " times";
        return what + delay + growing + often + (reason == null ? "" : ": " + reason);
    }

    private static String text(Duration duration) {
        return duration.toString()
                .substring(2)
                .replaceAll("([HM])(?=\\d)", "$1 ")
                .toLowerCase(Locale.ROOT);
    }
}
