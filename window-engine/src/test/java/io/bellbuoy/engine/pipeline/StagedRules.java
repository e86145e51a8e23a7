package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random rules over payments and verifications, keyed by account, and labels, keyed by shop; by these keys, by device, and
 * by two at once.
 */
final class StagedRules {

    /** A field with one value in all events: keyed by it, everything is one task's. */
    static final String TOGETHER = "together";

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of(TOGETHER, FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING),
            Field.of("shop", FieldType.STRING),
            Field.of("device", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL)));
    private static final List<List<String>> KEYS =
            List.of(List.of("account"), List.of("shop"), List.of("device"), List.of("account", "shop"));
    private static final List<String> VALUES =
            List.of("count()", "sum(amount)", "avg(amount)", "max(amount)", "distinct(account)", "distinct(shop)");

    private final Random random;
    private final List<Feature> features = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<ScorecardSpec> scorecards = new ArrayList<>();
    private final List<ListSpec> lists = new ArrayList<>();

    private record Feature(String name, String stream, List<String> by, WindowSpec window, String value) {}

    private record Rule(
            String name,
            String stream,
            List<String> by,
            @Nullable WindowSpec window,
            String when,
            @Nullable Duration suppress,
            Emit emit,
            @Nullable BlockSpec block) {}

    private record Pattern(String name, String stream, List<String> by, PatternSpec steps) {}

    StagedRules(Random random) {
        this.random = random;
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            String stream = random.nextInt(3) == 0 ? "labels" : "payments";
            features.add(new Feature("f" + i, stream, pick(KEYS), window(true), pick(VALUES)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            lists.add(list("l" + i));
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            rules.add(rule("r" + i));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            patterns.add(pattern("p" + i));
        }
        addScorecard("payments");
        addScorecard("labels");
    }

    /** Two events of any two streams, one after the other. */
    private Pattern pattern(String name) {
        List<String> streams = List.of("payments", "labels", "verified");
        String first = pick(streams);
        Step.Occurrence then = Step.of("then", pick(streams), random.nextBoolean() ? "amount > 20" : null);
        PatternSpec steps =
                PatternSpec.of(Duration.ofSeconds(2 + random.nextInt(15)), Step.of("one", first, null), then);
        return new Pattern(name, first, pick(KEYS), steps.skip(pick(List.of(PatternSpec.Skip.values()))));
    }

    private ListSpec list(String name) {
        String field = pick(List.of("account", "shop", "device"));
        List<ListSpec.Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            long until = random.nextBoolean() ? ListSpec.NEVER : random.nextInt(200) * 1_000L;
            entries.add(new ListSpec.Entry(field.charAt(0) + "" + i, "because", until, null));
        }
        return new ListSpec(name, field, pick(List.of(ListSpec.Effect.values())), null, false, entries);
    }

    /** Weighs some rules of a stream that say what they say with the event. */
    private void addScorecard(String stream) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.stream().equals(stream) && rule.emit() == Emit.EARLY && random.nextInt(4) > 0)
                .forEach(rule -> weights.put(rule.name(), BigDecimal.valueOf(1 + random.nextInt(50))));
        if (!weights.isEmpty()) {
            Outcome publishFrom = pick(List.of(Outcome.values()));
            scorecards.add(new ScorecardSpec(
                    stream + "-card", stream, weights, BigDecimal.valueOf(20), BigDecimal.valueOf(40), publishFrom));
        }
    }

    private Rule rule(String name) {
        String stream = random.nextInt(5) == 0 ? "labels" : "payments";
        String reads = "features." + pick(features).name() + " >= " + random.nextInt(4);
        if (random.nextBoolean()) {
            reads += " || orElse(features." + pick(features).name() + ", 0) > " + random.nextInt(5);
        }
        if (!lists.isEmpty() && random.nextInt(3) == 0) {
            reads = "!lists." + pick(lists).name() + " && (" + reads + ")";
        }
        boolean isWindowed = random.nextBoolean();
        if (!isWindowed) {
            boolean isSuppressing = random.nextInt(3) == 0;
            return new Rule(
                    name,
                    stream,
                    isSuppressing ? pick(KEYS) : keyOf(stream),
                    null,
                    reads,
                    isSuppressing ? Duration.ofSeconds(20) : null,
                    Emit.EARLY,
                    block(stream, isSuppressing));
        }
        WindowSpec window = window(false);
        boolean onClose = !(window instanceof WindowSpec.Trailing) && random.nextBoolean();
        String own = "x > " + random.nextInt(4);
        return new Rule(
                name,
                stream,
                pick(KEYS),
                window,
                onClose ? own : own + " && (" + reads + ")",
                null,
                onClose ? Emit.ON_CLOSE : Emit.EARLY,
                null);
    }

    /** Some rules of payments, which are kept by account then, block it. */
    private @Nullable BlockSpec block(String stream, boolean isByAnyKey) {
        if (isByAnyKey || !stream.equals("payments") || random.nextInt(3) == 0) {
            return null;
        }
        String liftOn = random.nextBoolean() ? "verified" : null;
        return new BlockSpec(Duration.ofSeconds(5 + random.nextInt(40)), liftOn);
    }

    private static List<String> keyOf(String stream) {
        return List.of(stream.equals("labels") ? "shop" : "account");
    }

    private WindowSpec window(boolean mayBeSession) {
        Duration size = Duration.ofSeconds(2 + random.nextInt(30));
        return switch (random.nextInt(mayBeSession ? 4 : 3)) {
            case 0 -> WindowSpec.tumbling(size);
            case 1 -> WindowSpec.trailing(size);
            case 2 -> new WindowSpec.Trailing(size, true);
            default -> new WindowSpec.Session(size);
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The blocks by rule. */
    Map<String, BlockSpec> blocks() {
        Map<String, BlockSpec> blocks = new HashMap<>();
        rules.stream().filter(rule -> rule.block() != null).forEach(rule -> blocks.put(rule.name(), rule.block()));
        return blocks;
    }

    List<ListSpec> lists() {
        return lists;
    }

    // ---- the two forms

    /** Keyed as they are, so that other keys need stages. */
    Plan staged() {
        return plan(false);
    }

    /** All in one task. */
    Plan together() {
        return plan(true);
    }

    private Plan plan(boolean isTogether) {
        List<StreamSpec> streams =
                List.of(stream("labels", isTogether), stream("payments", isTogether), stream("verified", isTogether));
        return Plan.compile(
                new RuleSet(
                        "app",
                        streams,
                        features.stream()
                                .map(feature -> new FeatureSpec(
                                        feature.name(),
                                        feature.stream(),
                                        by(feature.by(), isTogether),
                                        null,
                                        feature.window(),
                                        feature.value(),
                                        Evaluate.AT_WATERMARK,
                                        Emit.EVERY_UPDATE,
                                        Duration.ZERO,
                                        "features-of-" + feature.stream()))
                                .toList(),
                        Stream.concat(
                                        rules.stream().map(rule -> spec(rule, isTogether)),
                                        patterns.stream().map(pattern -> spec(pattern, isTogether)))
                                .toList(),
                        scorecards,
                        List.of(),
                        List.of(),
                        lists),
                List.of());
    }

    private static List<String> by(List<String> fields, boolean isTogether) {
        List<String> by = new ArrayList<>(fields);
        if (isTogether) {
            by.add(0, TOGETHER);
        }
        return by;
    }

    private static StreamSpec stream(String name, boolean isTogether) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                isTogether ? TOGETHER : keyOf(name).get(0),
                TimeSource.field("at"),
                Duration.ofMillis(StagedFacts.OUT_OF_ORDERNESS),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                null,
                true);
    }

    private static RuleSpec spec(Rule rule, boolean isTogether) {
        Map<String, String> compute = new LinkedHashMap<>();
        if (rule.window() != null) {
            compute.put("x", "count()");
        }
        return new RuleSpec(
                rule.name(),
                rule.stream(),
                null,
                by(rule.by(), isTogether),
                rule.window(),
                compute,
                rule.when(),
                Severity.LOW,
                null,
                rule.suppress(),
                Evaluate.AT_WATERMARK,
                rule.emit(),
                Duration.ZERO,
                "values-of-" + rule.name(),
                // There it would be of all accounts.
                isTogether ? null : rule.block());
    }

    private static RuleSpec spec(Pattern pattern, boolean isTogether) {
        return new RuleSpec(
                pattern.name(),
                pattern.stream(),
                null,
                by(pattern.by(), isTogether),
                null,
                Map.of(),
                "true",
                Severity.LOW,
                null,
                null,
                Evaluate.AT_WATERMARK,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null,
                pattern.steps(),
                Mode.LIVE,
                Restart.KEEP);
    }
}
