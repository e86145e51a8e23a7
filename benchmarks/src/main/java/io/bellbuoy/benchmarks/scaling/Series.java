package io.bellbuoy.benchmarks.scaling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is varied; the first variant of each is what its others are compared with. */
public enum Series {
    /** One thread, two. */
    THREADS {
        @Override
        List<Variant> variants(int threads, int accounts) {
            return List.of(variant("threads-1", 1, accounts, List.of()), variant("threads-2", 2, accounts, List.of()));
        }
    },
    /** Rules over one key; those beyond the first compare other values of the same windows with a bound that none reaches. */
    RULES {
        @Override
        List<Variant> variants(int threads, int accounts) {
            return List.of(
                    variant("rules-1", threads, accounts, List.of()),
                    variant("rules-10", threads, accounts, rules(10)),
                    variant("rules-100", threads, accounts, rules(100)));
        }
    },
    /** The same rule over 1, 10 and 60 windows at a time. */
    WINDOWS {
        @Override
        List<Variant> variants(int threads, int accounts) {
            List<Variant> variants = new ArrayList<>();
            for (int overlapping : new int[] {10, 1, 60}) {
                Duration every = Duration.ofMinutes(10).dividedBy(overlapping);
                variants.add(new Variant(
                        "windows-" + overlapping,
                        threads,
                        accounts,
                        every,
                        List.of(RULES_PREFIX + "high-value.window.every=" + every.toSeconds() + "s")));
            }
            return variants;
        }
    },
    /** Ten thousand keys to ten million. */
    KEYS {
        @Override
        List<Variant> variants(int threads, int accounts) {
            List<Variant> variants = new ArrayList<>();
            for (int keys = 10_000; keys <= 10_000_000; keys *= 10) {
                variants.add(variant("keys-" + keys, threads, keys, List.of()));
            }
            return variants;
        }
    },
    /** A second rule by another key, which takes each event through a stage of its own. */
    STAGE {
        @Override
        List<Variant> variants(int threads, int accounts) {
            return List.of(
                    variant("stage-none", threads, accounts, List.of()),
                    variant("stage-merchant", threads, accounts, rule("by-merchant", "merchantId", "sum(amount)")));
        }
    };

    private static final String RULES_PREFIX = "bellbuoy.rules.";
    private static final List<String> VALUES = List.of("sum(amount)", "count()", "max(amount)", "avg(amount)");

    abstract List<Variant> variants(int threads, int accounts);

    /** What people write. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Variant variant(String name, int threads, int accounts, List<String> properties) {
        return new Variant(name, threads, accounts, Duration.ofMinutes(1), properties);
    }

    private static List<String> rules(int number) {
        List<String> properties = new ArrayList<>();
        for (int i = 1; i < number; i++) {
            properties.addAll(rule("further-" + i, "accountId", VALUES.get(i % VALUES.size())));
        }
        return properties;
    }

    private static List<String> rule(String name, String key, String value) {
        String rule = RULES_PREFIX + name + ".";
        return List.of(
                rule + "stream=transactions",
                rule + "by=" + key,
                rule + "window.sliding=10m",
                rule + "window.every=1m",
                rule + "compute.value=" + value,
                rule + "when=value > 1000000000",
                rule + "severity=LOW");
    }
}
