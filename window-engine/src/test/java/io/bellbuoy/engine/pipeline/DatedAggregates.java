package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.AggregateCall;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The aggregates that look at more than the numbers, by their definition over a list of payments. */
final class DatedAggregates {

    private static final Comparator<Dated> BY_TIME_AND_VALUE = Comparator.comparingLong(Dated::time)
            .thenComparing(dated -> dated.value() instanceof BigDecimal number ? number : BigDecimal.ZERO)
            .thenComparing(dated -> dated.value() instanceof BigDecimal ? "" : text(dated.value()));

    private record Dated(long time, Object value) {}

    private DatedAggregates() {}

    static boolean knows(String function) {
        return List.of("first", "last", "topk", "quantile").contains(function);
    }

    static @Nullable Object of(String call, List<Payment> mine) {
        String function = call.substring(0, call.indexOf('('));
        String[] arguments =
                call.substring(call.indexOf('(') + 1, call.length() - 1).split(", ");
        Function<Payment, @Nullable Object> field =
                switch (arguments[0]) {
                    case "kind" -> Payment::kind;
                    case "card" -> Payment::card;
                    case "amount" -> Payment::amount;
                    default -> throw new IllegalArgumentException(call);
                };
        return switch (function) {
            case "first" ->
                dated(mine, field).min(BY_TIME_AND_VALUE).map(Dated::value).orElse(null);
            case "last" ->
                dated(mine, field).max(BY_TIME_AND_VALUE).map(Dated::value).orElse(null);
            case "topk" -> top(mine, field, Integer.parseInt(arguments[1]));
            case "quantile" -> quantile(call, mine);
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static Stream<Dated> dated(List<Payment> mine, Function<Payment, @Nullable Object> field) {
        return mine.stream().flatMap(payment -> Stream.ofNullable(field.apply(payment))
                .map(value -> new Dated(payment.time(), value)));
    }

    private static @Nullable Object top(List<Payment> mine, Function<Payment, @Nullable Object> field, int most) {
        Map<String, Long> counts = mine.stream()
                .map(field)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(DatedAggregates::text, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? null
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(most)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
    }

    /** The sketch of all payments at once: how near it is to the truth is tested where it is defined. */
    private static @Nullable Object quantile(String text, List<Payment> mine) {
        AggregateCall call = AggregateCall.parse(text);
        @Nullable Object state = null;
        for (Payment payment : mine) {
            state = call.columns().get(0).add(state, payment.amount(), payment.time());
        }
        @Nullable Object whole = state;
        return call.result(column -> whole, new int[] {0});
    }

    /** Numbers that are equal are spelt alike. */
    static String text(@Nullable Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
