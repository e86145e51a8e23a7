package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.RandomRules.KnownFeature;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What rules mean, by the definition and nothing else: every window is the list of its payments, looked at from the
 * beginning each time. Knows no slices, no state, no watermark.
 */
final class BruteForce {

    private final List<KnownFeature> features;
    private final List<String> results = new ArrayList<>();

    BruteForce(List<KnownFeature> features) {
        this.features = features;
    }

    /** The results so far, a line each, in the form of {@link Lines}. */
    List<String> results() {
        return results;
    }

    // ---- on close: the final content of each window

    void onClose(KnownRule rule, List<Payment> payments) {
        perKey(keyOf(rule), rule.where().passes(), payments).forEach((key, mine) -> {
            long lastFired = Long.MIN_VALUE / 2;
            for (Window window : windows(
                    (WindowSpec.OnGrid) Objects.requireNonNull(rule.spec().window()), mine)) {
                Map<String, @Nullable Object> values = compute(rule, window.content(mine));
                if (rule.spec().publish() != null) {
                    results.add(Lines.values(rule.spec().publish(), key, window.name(), values));
                }
                boolean quiet = rule.spec().suppress() != null
                        && window.end() - lastFired < rule.spec().suppress().toMillis();
                if (rule.when().holds().test(values) && !quiet) {
                    lastFired = window.end();
                    results.add(Lines.alert(rule.spec().name(), key, window.name(), "FIRING", 1, values, window.end()));
                }
            }
        });
    }

    void onClose(KnownFeature feature, List<Payment> payments) {
        perKey(keyOf(feature), feature.where().passes(), payments).forEach((key, mine) -> {
            for (Window window : windows((WindowSpec.OnGrid) feature.spec().window(), mine)) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                values.put(feature.spec().name(), aggregate(feature.spec().value(), window.content(mine)));
                results.add(Lines.values(String.valueOf(feature.spec().publish()), key, window.name(), values));
            }
        });
    }

    /** The windows, by name, in which a rule's condition holds in the end, with their values. */
    Map<String, String> finallyHolding(KnownRule rule, List<Payment> payments) {
        Map<String, String> holding = new TreeMap<>();
        perKey(keyOf(rule), rule.where().passes(), payments).forEach((key, mine) -> {
            for (Window window : windows(
                    (WindowSpec.OnGrid) Objects.requireNonNull(rule.spec().window()), mine)) {
                Map<String, @Nullable Object> values = compute(rule, window.content(mine));
                if (rule.when().holds().test(values)) {
                    holding.put(key + " " + window.name(), Lines.numbers(values));
                }
            }
        });
        return holding;
    }

    // ---- event by event, in the order given

    void eventByEvent(KnownRule rule, List<Payment> payments) {
        Function<Payment, @Nullable String> keyOf = keyOf(rule);
        Map<String, List<Payment>> seen = new LinkedHashMap<>();
        Map<String, Long> lastFired = new LinkedHashMap<>();
        List<Payment> all = new ArrayList<>();
        for (Payment payment : payments) {
            all.add(payment);
            String key = keyOf.apply(payment);
            if (key == null || !rule.where().passes().test(payment)) {
                continue;
            }
            List<Payment> mine = seen.computeIfAbsent(key, any -> new ArrayList<>());
            mine.add(payment);
            Map<String, @Nullable Object> values = rule.spec().window() == null
                    ? readFeatures(rule, payment, all)
                    : compute(rule, asOf(rule.spec().window(), mine, payment));
            if (rule.spec().publish() != null) {
                results.add(Lines.values(rule.spec().publish(), key, payment.id(), values));
            }
            if (rule.spec().window() instanceof WindowSpec.OnGrid) {
                continue;
            }
            Long last = lastFired.get(key);
            boolean quiet = rule.spec().suppress() != null
                    && last != null
                    && payment.time() - last < rule.spec().suppress().toMillis();
            if (rule.when().holds().test(values) && !quiet) {
                lastFired.put(key, payment.time());
                results.add(Lines.alert(rule.spec().name(), key, payment.id(), "FIRING", 1, values, payment.time()));
            }
        }
    }

    private Map<String, @Nullable Object> readFeatures(KnownRule rule, Payment payment, List<Payment> all) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (KnownFeature feature : features) {
            String name = "features." + feature.spec().name();
            if (rule.spec().when().contains(name)) {
                values.put(name, asOf(feature, payment, all));
                values.put("amount", payment.amount());
            }
        }
        return values;
    }

    private @Nullable Object asOf(KnownFeature feature, Payment payment, List<Payment> all) {
        Function<Payment, @Nullable String> keyOf = keyOf(feature);
        String key = keyOf.apply(payment);
        if (key == null) {
            return null;
        }
        List<Payment> mine = perKey(keyOf, feature.where().passes(), all).getOrDefault(key, List.of());
        return aggregate(feature.spec().value(), asOf(feature.spec().window(), mine, payment));
    }

    void eventByEvent(KnownFeature feature, List<Payment> payments) {
        List<Payment> all = new ArrayList<>();
        for (Payment payment : payments) {
            all.add(payment);
            String key = keyOf(feature).apply(payment);
            if (key != null && feature.where().passes().test(payment)) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                values.put(feature.spec().name(), asOf(feature, payment, all));
                results.add(Lines.values(String.valueOf(feature.spec().publish()), key, payment.id(), values));
            }
        }
    }

    /** Early and every-update alerts over windows, event by event and then at each window's close. */
    void windowByWindow(KnownRule rule, List<Payment> payments) {
        boolean everyUpdate = rule.spec().emit() == Emit.EVERY_UPDATE;
        perKey(keyOf(rule), rule.where().passes(), payments).forEach((key, mine) -> {
            for (Window window : windows(
                    (WindowSpec.OnGrid) Objects.requireNonNull(rule.spec().window()), mine)) {
                Published published = new Published(rule, key, window.name(), results);
                List<Payment> content = new ArrayList<>();
                for (Payment payment : window.content(mine)) {
                    content.add(payment);
                    if (everyUpdate || !published.rang()) {
                        published.look(compute(rule, content), payment.time());
                    }
                }
                if (published.rang()) {
                    published.look(compute(rule, content), window.end());
                }
            }
        });
    }

    // ---- windows and their content

    record Window(long start, long end) {

        String name() {
            return "[" + start + ", " + end + ")";
        }

        List<Payment> content(List<Payment> payments) {
            return payments.stream()
                    .filter(p -> p.time() >= start && p.time() < end)
                    .toList();
        }
    }

    /** Every window that holds a payment, found by trying all that could. */
    static List<Window> windows(WindowSpec.OnGrid spec, List<Payment> payments) {
        return spec instanceof WindowSpec.Calendar calendar
                ? payments.stream()
                        .flatMap(payment -> Calendar.windows(calendar, payment.time()).stream())
                        .distinct()
                        .sorted(Comparator.comparingLong(Window::start))
                        .toList()
                : windows((WindowSpec.Aligned) spec, payments);
    }

    private static List<Window> windows(WindowSpec.Aligned spec, List<Payment> payments) {
        TreeSet<Long> starts = new TreeSet<>();
        long every = spec.every().toMillis();
        for (Payment payment : payments) {
            long tried =
                    Math.floorDiv(payment.time(), every) * every + spec.offset().toMillis() + every;
            for (; tried > payment.time() - spec.size().toMillis(); tried -= every) {
                if (tried <= payment.time()) {
                    starts.add(tried);
                }
            }
        }
        return starts.stream()
                .map(start -> new Window(start, start + spec.size().toMillis()))
                .toList();
    }

    private static List<Payment> asOf(WindowSpec spec, List<Payment> mine, Payment payment) {
        if (spec instanceof WindowSpec.Trailing trailing) {
            long after = payment.time() - trailing.size().toMillis();
            return mine.stream()
                    .filter(p -> p.time() > after && p.time() <= payment.time())
                    .filter(p -> !trailing.excludeCurrent() || !p.id().equals(payment.id()))
                    .toList();
        }
        return windows((WindowSpec.OnGrid) spec, List.of(payment)).get(0).content(mine);
    }

    private static Map<String, List<Payment>> perKey(
            Function<Payment, @Nullable String> keyOf, Predicate<Payment> passes, List<Payment> payments) {
        Map<String, List<Payment>> perKey = new TreeMap<>();
        for (Payment payment : payments) {
            String key = keyOf.apply(payment);
            if (key != null && passes.test(payment)) {
                perKey.computeIfAbsent(key, any -> new ArrayList<>()).add(payment);
            }
        }
        return perKey;
    }

    static Function<Payment, @Nullable String> keyOf(KnownRule rule) {
        return keyOf(
                rule.spec().by().isEmpty() ? List.of("account") : rule.spec().by());
    }

    private static Function<Payment, @Nullable String> keyOf(KnownFeature feature) {
        return keyOf(feature.spec().by());
    }

    private static Function<Payment, @Nullable String> keyOf(List<String> by) {
        return payment -> {
            Map<String, String> key = new LinkedHashMap<>();
            for (String field : by) {
                String value = field.equals("account") ? payment.account() : payment.kind();
                if (value == null) {
                    return null;
                }
                key.put(field, value);
            }
            return key.toString();
        };
    }

    // ---- aggregates by their definition

    static Map<String, @Nullable Object> compute(KnownRule rule, List<Payment> content) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        rule.spec().compute().forEach((name, call) -> values.put(name, aggregate(call, content)));
        return values;
    }

    static @Nullable Object aggregate(String call, List<Payment> content) {
        String function = call.substring(0, call.indexOf('('));
        String argument = call.substring(call.indexOf('(') + 1, call.length() - 1);
        if (argument.isEmpty()) {
            return BigDecimal.valueOf(content.size());
        }
        if (DatedAggregates.knows(function)) {
            return DatedAggregates.of(call, content);
        }
        if (argument.equals("kind")) {
            List<String> kinds =
                    content.stream().map(Payment::kind).filter(Objects::nonNull).toList();
            return BigDecimal.valueOf(
                    function.equals("count")
                            ? kinds.size()
                            : kinds.stream().distinct().count());
        }
        List<BigDecimal> numbers = content.stream()
                .map(p -> number(argument, p))
                .filter(Objects::nonNull)
                .toList();
        return aggregate(function, numbers, numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static @Nullable BigDecimal number(String argument, Payment payment) {
        BigDecimal amount = payment.amount();
        return switch (argument) {
            case "amount" -> amount;
            case "amount * 2" -> amount == null ? null : amount.multiply(BigDecimal.valueOf(2));
            case "card" -> payment.card() == null ? null : payment.card() ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> throw new IllegalArgumentException(argument);
        };
    }

    private static @Nullable BigDecimal aggregate(String function, List<BigDecimal> numbers, BigDecimal sum) {
        BigDecimal n = BigDecimal.valueOf(numbers.size());
        return switch (function) {
            case "count" -> n;
            case "sum" -> sum;
            case "avg" -> numbers.isEmpty() ? null : sum.divide(n, new MathContext(16, RoundingMode.HALF_EVEN));
            case "min" -> numbers.stream().min(BigDecimal::compareTo).orElse(null);
            case "max" -> numbers.stream().max(BigDecimal::compareTo).orElse(null);
            case "distinct" ->
                BigDecimal.valueOf(numbers.stream()
                        .map(BigDecimal::stripTrailingZeros)
                        .distinct()
                        .count());
            case "stddev" -> numbers.size() < 2 ? null : deviation(numbers, sum.divide(n, new MathContext(60)));
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static BigDecimal deviation(List<BigDecimal> numbers, BigDecimal mean) {
        BigDecimal squares =
                numbers.stream().map(x -> x.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance = squares.divide(BigDecimal.valueOf(numbers.size() - 1), new MathContext(50));
        return variance.sqrt(new MathContext(16, RoundingMode.HALF_EVEN));
    }
}
