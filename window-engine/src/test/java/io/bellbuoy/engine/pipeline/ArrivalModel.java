package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.BruteForce.Window;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.window.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a rule over tumbling or sliding windows means when payments are late: one partition, payment by payment in the
 * order of arrival, every window a list of payments.
 */
final class ArrivalModel {

    private record Place(String key, Window window) {}

    /** A window with its payments so far. */
    private final class Content {

        final List<Payment> payments = new ArrayList<>();
        final Published published;

        Content(Place place) {
            published = new Published(rule, place.key(), place.window().name(), results);
        }
    }

    private final KnownRule rule;
    private final long outOfOrderness;
    private final Map<Place, Content> windows = new LinkedHashMap<>();
    private final List<String> results = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private long watermark = Long.MIN_VALUE / 2;

    ArrivalModel(KnownRule rule, World world) {
        this.outOfOrderness = world.outOfOrderness().toMillis();
        this.rule = rule;
    }

    /** The results so far, sorted. */
    List<String> results() {
        return results.stream().sorted().toList();
    }

    /** The offsets of payments that were too late for every window. */
    List<Long> late() {
        return late;
    }

    void arrive(Payment payment, long offset) {
        advance(payment.time() - outOfOrderness);
        String key = BruteForce.keyOf(rule).apply(payment);
        if (key == null || !rule.where().passes().test(payment)) {
            return;
        }
        List<Window> taking = BruteForce.windows(spec(), List.of(payment)).stream()
                .filter(window -> window.end() + rule.spec().allowedLateness().toMillis() > watermark)
                .toList();
        if (taking.isEmpty()) {
            late.add(offset);
        }
        taking.forEach(window -> count(payment, new Place(key, window)));
    }

    private void count(Payment payment, Place place) {
        Content content = windows.computeIfAbsent(place, Content::new);
        content.payments.add(payment);
        boolean closed = place.window().end() <= watermark;
        boolean asked =
                switch (rule.spec().emit()) {
                    case ON_CLOSE -> closed;
                    case EVERY_UPDATE -> true;
                    case EARLY -> closed || !content.published.rang();
                };
        if (asked) {
            look(place, content, watermark);
        }
    }

    void advance(long to) {
        windows.entrySet().stream()
                .filter(entry -> entry.getKey().window().end() > watermark
                        && entry.getKey().window().end() <= to)
                .sorted(Comparator.comparingLong(
                        entry -> entry.getKey().window().end()))
                .filter(entry -> rule.spec().emit() == Emit.ON_CLOSE
                        || entry.getValue().published.rang())
                .forEach(entry -> look(
                        entry.getKey(),
                        entry.getValue(),
                        entry.getKey().window().end()));
        watermark = Math.max(watermark, to);
    }

    private void look(Place place, Content content, long now) {
        Map<String, @Nullable Object> values = BruteForce.compute(rule, content.payments);
        content.published.look(values, now);
        if (rule.spec().publish() != null && rule.spec().emit() == Emit.ON_CLOSE) {
            results.add(Lines.values(
                    rule.spec().publish(), place.key(), place.window().name(), values));
        }
    }

    private WindowSpec.OnGrid spec() {
        return (WindowSpec.OnGrid) Objects.requireNonNull(rule.spec().window());
    }
}
