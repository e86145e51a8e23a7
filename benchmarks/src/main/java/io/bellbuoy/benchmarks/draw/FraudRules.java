package io.bellbuoy.benchmarks.draw;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Rules over one key as a fraud team piles them up in years: bounds on a payment alone, spending and counts in windows, payments
 * unlike those before. Windows, filters and values repeat from rule to rule, as those of people do, but each rule is another.
 * Distinct values are those of fields with few of them; the recipes have the others.
 * Bounds are reached rarely or never, since most rules of a team are silent most of the time. The same seed gives the same rules;
 * the first rules of many are those of few.
 */
public final class FraudRules {

    /** More would soon be the same. */
    private static final int MOST = 1_000;

    private static final String STREAM = "transactions";
    private static final List<String> KINDS = List.of(
            "payment", "payment", "payment", "payment", "payment", "window", "window", "window", "window", "window",
            "window", "window", "window", "window", "pair", "pair", "unlike", "unlike", "unlike", "unlike");
    private static final List<String> WINDOWS = List.of(
            "sliding=10m,1m",
            "sliding=1h,5m",
            "tumbling=1h",
            "tumbling=1d",
            "trailing=10m",
            "trailing=1h",
            "trailing=24h");
    private static final List<String> BEFORE = List.of("1h", "24h", "7d");
    private static final List<String> FILTERS = List.of(
            "",
            "",
            "",
            "",
            "status == 'DECLINED'",
            "status != 'DECLINED'",
            "amount < 2",
            "amount > 50",
            "country != 'DE'");
    private static final List<String> VALUES = List.of(
            "sum(amount) > 2000000",
            "sum(amount) > 5000000",
            "count() > 60000",
            "count() > 200000",
            "max(amount) > 500",
            "max(amount) > 1000",
            "avg(amount) > 190",
            "avg(amount) > 195",
            "distinct(country) > 2",
            "distinct(currency) > 1",
            "stddev(amount) > 150");
    private static final List<String> PLACES = List.of(
            "country != 'DE'",
            "country in ['FR', 'PL', 'SE']",
            "merchantId in ['m0017', 'm0401', 'm4012']",
            "terminalId == 't0815'",
            "currency != 'EUR'",
            "status == 'DECLINED'");
    private static final List<String> SEVERITIES = List.of("LOW", "LOW", "MEDIUM", "HIGH");

    private final Random random;
    private final Map<String, String> declarations = new LinkedHashMap<>();
    /** No two rules are the same. */
    private final Set<Map<String, String>> bodies = new HashSet<>();

    private FraudRules(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Draws rules.
     *
     * @param number how many there are with the high-value rule; 1 to 1,000
     */
    public static DrawnRules draw(int number, long seed) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("rules must be from 1 to %d, not %d".formatted(MOST, number));
        }
        FraudRules rules = new FraudRules(seed);
        List<String> names = new ArrayList<>();
        for (int i = 1; i < number; i++) {
            String kind = rules.any(KINDS);
            String name = kind + "-" + i;
            rules.declare("rules." + name + ".", kind);
            names.add(name);
        }
        return new DrawnRules(names, rules.declarations);
    }

    private void declare(String rule, String kind) {
        Map<String, String> body = body(kind);
        while (!bodies.add(body)) {
            body = body(kind);
        }
        declarations.put(rule + "stream", STREAM);
        body.forEach((property, value) -> declarations.put(rule + property, value));
        declarations.put(rule + "severity", any(SEVERITIES));
        if (random.nextInt(3) == 0) {
            declarations.put(rule + "suppress", "30m");
        }
    }

    private Map<String, String> body(String kind) {
        return switch (kind) {
            case "payment" -> Map.of("when", any(PLACES) + " && amount > " + amount());
            case "window" -> overWindow(1);
            case "pair" -> overWindow(2);
            default -> Map.of("when", unlike());
        };
    }

    /** From what one payment in a hundred and fifty exceeds to what none does. */
    private String amount() {
        return random.nextBoolean()
                ? "195." + (10 + random.nextInt(90))
                : Integer.toString(200 + 50 * random.nextInt(90));
    }

    private Map<String, String> overWindow(int values) {
        Map<String, String> body = new LinkedHashMap<>(window());
        String filter = any(FILTERS);
        if (!filter.isEmpty()) {
            body.put("where", filter);
        }
        List<String> bounds = new ArrayList<>();
        for (int i = 1; i <= values; i++) {
            String[] valueAndBound = any(VALUES).split(" ", 2);
            body.put("compute.value" + i, valueAndBound[0]);
            bounds.add("value" + i + " " + valueAndBound[1]);
        }
        body.put("when", String.join(" && ", bounds));
        body.put("message", "{value1}");
        return body;
    }

    private Map<String, String> window() {
        String[] kindAndSize = any(WINDOWS).split("=");
        String[] sizeAndStep = kindAndSize[1].split(",");
        String size = "window." + kindAndSize[0];
        return sizeAndStep.length == 1
                ? Map.of(size, sizeAndStep[0])
                : Map.of(size, sizeAndStep[0], "window.every", sizeAndStep[1]);
    }

    /** A payment against the mean of those before it. */
    private String unlike() {
        String before = any(BEFORE);
        String mean = feature("mean" + before, before, "avg(amount)");
        String count = feature("count" + before, before, "count()");
        return "%s >= %d && amount > %d * %s".formatted(count, 3 + random.nextInt(8), 20 + random.nextInt(20), mean);
    }

    private String feature(String name, String before, String value) {
        String feature = "features." + name;
        declarations.put(feature + ".stream", STREAM);
        declarations.put(feature + ".window.trailing", before);
        declarations.put(feature + ".window.exclude-current", "true");
        declarations.put(feature + ".value", value);
        return feature;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
