package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.BruteForce.Window;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rule over a global window means: payment by payment, every key a list of payments that is looked at when it fires. */
final class GlobalModel {

    private static final long NEVER = Long.MAX_VALUE;

    /** What is known of a key. */
    private static final class Content {
        List<Payment> payments = new ArrayList<>();
        long last = Long.MIN_VALUE;
        int since;

        @Nullable
        BigDecimal anchor;

        long due = NEVER;
        long fired = Long.MIN_VALUE;
    }

    private final KnownRule rule;
    private final WindowSpec.Global window;
    private final Map<String, Content> keys = new TreeMap<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private long watermark = Long.MIN_VALUE / 2;

    GlobalModel(KnownRule rule) {
        this.rule = rule;
        this.window = (WindowSpec.Global) Objects.requireNonNull(rule.spec().window());
    }

    /** The results so far, a line each, sorted, without the watermark. */
    List<String> results() {
        return results.stream().sorted().toList();
    }

    /** The ids of payments that were late. */
    List<String> late() {
        return late;
    }

    /** Fires what is due and forgets what is over. */
    void advance(long to) {
        if (to <= watermark) {
            return;
        }
        watermark = to;
        List.copyOf(keys.entrySet()).forEach(entry -> {
            Content content = entry.getValue();
            if (content.due <= watermark) {
                fireByTime(entry.getKey(), content, content.due);
            }
            if (content.last + window.ttl().toMillis() <= watermark && !isPending(content)) {
                keys.remove(entry.getKey());
            }
        });
    }

    private boolean isPending(Content content) {
        return window.trigger().isTimed() && content.since > 0;
    }

    /** Takes a payment, at the watermark as it is. */
    void take(Payment payment) {
        String key = BruteForce.keyOf(rule).apply(payment);
        if (key == null || !rule.where().passes().test(payment)) {
            return;
        }
        if (payment.time() + window.ttl().toMillis() <= watermark) {
            late.add(payment.id());
            return;
        }
        Content content = keys.computeIfAbsent(key, any -> new Content());
        if (payment.time() >= content.last + window.ttl().toMillis()
                && content.last != Long.MIN_VALUE
                && !isPending(content)) {
            content = new Content();
            keys.put(key, content);
        }
        content.payments.add(payment);
        content.last = Math.max(content.last, payment.time());
        content.since++;
        if (fires(content, payment)) {
            look(key, payment.id(), content);
            settle(content);
        }
    }

    private boolean fires(Content content, Payment payment) {
        if (window.trigger() instanceof Trigger.Count count) {
            return content.since == count.events();
        }
        if (window.trigger() instanceof Trigger.Delta delta && payment.amount() != null) {
            boolean fires = content.anchor != null
                    && payment.amount().subtract(content.anchor).abs().compareTo(delta.threshold()) > 0;
            content.anchor = content.anchor == null || fires ? payment.amount() : content.anchor;
            return fires;
        }
        if (window.trigger() instanceof Trigger.Every every) {
            long millis = every.interval().toMillis();
            long due = Math.floorDiv(Math.max(payment.time(), content.fired), millis) * millis + millis;
            content.due = Math.min(content.due, due);
        }
        return false;
    }

    /** Whether a payment waits for the clock. */
    boolean isWaiting() {
        return keys.values().stream().anyMatch(content -> content.since > 0);
    }

    /** The clock fires for all that wait. */
    void clock(long due) {
        keys.forEach((key, content) -> {
            if (content.since > 0) {
                long first =
                        content.payments.stream().mapToLong(Payment::time).min().orElseThrow();
                fireByTime(key, content, Math.max(due, Math.max(first, content.fired) + 1));
            }
        });
        keys.values().removeIf(content -> content.last + window.ttl().toMillis() <= watermark);
    }

    private void fireByTime(String key, Content content, long end) {
        long first = content.payments.stream().mapToLong(Payment::time).min().orElseThrow();
        look(key, new Window(first, end).name(), content);
        settle(content);
        content.due = NEVER;
        content.fired = end;
    }

    private void settle(Content content) {
        content.since = 0;
        if (window.purge()) {
            content.payments = new ArrayList<>();
        }
    }

    private void look(String key, String about, Content content) {
        Map<String, @Nullable Object> values = BruteForce.compute(rule, content.payments);
        if (rule.spec().publish() != null) {
            results.add(Lines.values(rule.spec().publish(), key, about, values));
        }
        if (rule.when().holds().test(values)) {
            results.add(Lines.alert(rule.spec().name(), key, about, "FIRING", 1, values, 0)
                    .replaceAll(" at 0$", ""));
        }
    }
}
