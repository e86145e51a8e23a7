package io.bellbuoy.benchmarks.scaling;

import io.bellbuoy.benchmarks.draw.DrawnRules;
import io.bellbuoy.benchmarks.draw.FraudRules;
import io.bellbuoy.benchmarks.draw.RecipeRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is varied; the first variant of each is what its others are compared with. */
public enum Series {
    /** One thread, two. */
    THREADS {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            return List.of(
                    Variant.of("threads-1", 1, accounts, List.of()), Variant.of("threads-2", 2, accounts, List.of()));
        }
    },
    /** Rules over one key as a fraud team has them, drawn by the seed. */
    RULES {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            return Stream.of(1, 10, 100)
                    .map(rules -> Variant.of("rules-" + rules, threads, accounts, FraudRules.draw(rules, seed)))
                    .toList();
        }
    },
    /** Some recipes drawn by the seed, beside the consumer that parses what they read. */
    RECIPES {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            DrawnRules drawn = RecipeRules.draw(RECIPES_DRAWN, seed);
            return List.of(
                    Variant.parsing("recipes-parsing", threads, accounts, drawn),
                    Variant.of("recipes-bellbuoy", threads, accounts, drawn));
        }
    },
    /** The same rule over 1, 10 and 60 windows at a time. */
    WINDOWS {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            List<Variant> variants = new ArrayList<>();
            for (int overlapping : new int[] {10, 1, 60}) {
                variants.add(Variant.of("windows-" + overlapping, threads, accounts, List.of())
                        .every(Duration.ofMinutes(10).dividedBy(overlapping)));
            }
            return variants;
        }
    },
    /** Ten thousand keys to ten million. */
    KEYS {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            List<Variant> variants = new ArrayList<>();
            for (int keys = 10_000; keys <= 10_000_000; keys *= 10) {
                variants.add(Variant.of("keys-" + keys, threads, keys, List.of()));
            }
            return variants;
        }
    },
    /** A second rule by another key, which takes each event through a stage of its own. */
    STAGE {
        @Override
        List<Variant> variants(int threads, int accounts, long seed) {
            return List.of(
                    Variant.of("stage-none", threads, accounts, List.of()),
                    Variant.of("stage-merchant", threads, accounts, BY_MERCHANT));
        }
    };

    private static final int RECIPES_DRAWN = 5;
    private static final List<String> BY_MERCHANT = List.of(
            "bellbuoy.rules.by-merchant.stream=transactions",
            "bellbuoy.rules.by-merchant.by=merchantId",
            "bellbuoy.rules.by-merchant.window.sliding=10m",
            "bellbuoy.rules.by-merchant.window.every=1m",
            "bellbuoy.rules.by-merchant.compute.value=sum(amount)",
            "bellbuoy.rules.by-merchant.when=value > 1000000000",
            "bellbuoy.rules.by-merchant.severity=LOW");

    abstract List<Variant> variants(int threads, int accounts, long seed);

    /** What people write. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
