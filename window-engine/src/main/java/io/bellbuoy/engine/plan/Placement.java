package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which stage each feature and rule lives in. What is kept by a key that includes the record key stays at stage 0, where
 * records are read. Each other key is a stage of its own, behind the stages of the features that its rules read; so is
 * the record key for rules that keep something by it and read a feature of another key, and for all that block it if one
 * of these does.
 */
final class Placement {

    /** The key of stage 0. */
    private static final List<String> HOME = List.of();

    private final Compiled compiled;
    private final Map<FeaturePlan, List<String>> featureKeys = new LinkedHashMap<>();
    private final Map<RulePlan, List<String>> ruleKeys = new LinkedHashMap<>();
    /** By key: the keys that come before it, each with the rule that says so. */
    private final Map<List<String>, Map<List<String>, String>> before = new LinkedHashMap<>();

    private final List<List<String>> stages = new ArrayList<>();

    /** @throws RuleException if rules of two keys read features of each other's */
    Placement(Compiled compiled) {
        this.compiled = compiled;
        compiled.features().forEach(feature -> featureKeys.put(feature, keyOf(feature)));
        featureKeys.values().forEach(this::node);
        compiled.rules().forEach(this::placeIfKept);
        stages.add(HOME);
        sort();
        compiled.rules().stream().filter(rule -> !ruleKeys.containsKey(rule)).forEach(this::placeLast);
    }

    /** The keys of the stages; that of stage 0 is empty. */
    List<List<String>> stages() {
        return stages;
    }

    int stageOf(FeaturePlan feature) {
        return stages.indexOf(featureKeys.get(feature));
    }

    int stageOf(RulePlan rule) {
        return stages.indexOf(ruleKeys.get(rule));
    }

    /** The stage of what a scorecard weighs: that of the rule; detectors see events where records are read. */
    int stageOf(String voter) {
        return compiled.rules().stream()
                .filter(rule -> rule.spec().name().equals(voter))
                .mapToInt(this::stageOf)
                .findFirst()
                .orElse(0);
    }

    /** A scorecard decides in the last stage in which one of its rules is asked. */
    int stageOf(ScorecardSpec scorecard) {
        return scorecard.weights().keySet().stream()
                .mapToInt(this::stageOf)
                .max()
                .orElse(0);
    }

    /** The features that a rule's condition or message reads. */
    static Set<FeaturePlan> readBy(RulePlan rule) {
        Set<FeaturePlan> read = new LinkedHashSet<>();
        new TreeSet<>(rule.shown().values())
                .stream()
                        .map(slot -> slot - rule.firstFeature())
                        .filter(index -> index >= 0 && index < rule.features().size())
                        .forEach(index -> read.add(rule.features().get(index).feature()));
        return read;
    }

    private String recordKeyOf(int stream) {
        return compiled.streams().get(stream).spec().key();
    }

    /**
     * Home is where all streams that feed or read it have the same record key, as far as the key has it. Features of one
     * stream and key stay together: they share state, and are published together.
     */
    private List<String> keyOf(FeaturePlan feature) {
        List<String> by = feature.by().fields();
        boolean isHome = compiled.features().stream()
                .filter(other -> other.stream() == feature.stream()
                        && other.by().fields().equals(by))
                .allMatch(this::isReadAtHome);
        return isHome ? HOME : by;
    }

    private boolean isReadAtHome(FeaturePlan feature) {
        String recordKey = recordKeyOf(feature.stream());
        return feature.by().fields().contains(recordKey)
                && compiled.rules().stream()
                        .filter(rule -> readBy(rule).contains(feature))
                        .allMatch(rule -> recordKeyOf(rule.stream()).equals(recordKey));
    }

    private Map<List<String>, String> node(List<String> key) {
        return key.equals(HOME) ? Map.of() : before.computeIfAbsent(key, any -> new LinkedHashMap<>());
    }

    /** What keeps something by its key runs in the stage of that key. */
    private void placeIfKept(RulePlan rule) {
        if (!isKept(rule.spec())) {
            return;
        }
        List<String> key = keptBy(rule);
        if (key.equals(HOME) && rule.spec().block() != null && blocksLater(recordKeyOf(rule.stream()))) {
            key = List.of(recordKeyOf(rule.stream()));
        }
        Map<List<String>, String> others = node(key);
        for (List<String> other : keysRead(rule)) {
            if (!other.equals(key)) {
                others.putIfAbsent(other, rule.spec().name());
            }
        }
        ruleKeys.put(rule, key);
    }

    /** The key by which a rule keeps something, as if it were the only one. */
    private List<String> keptBy(RulePlan rule) {
        String recordKey = recordKeyOf(rule.stream());
        boolean hasRecordKey = rule.by().fields().contains(recordKey)
                && patternStreams(rule).stream()
                        .allMatch(stream -> recordKeyOf(stream).equals(recordKey));
        if (!hasRecordKey) {
            return rule.by().fields();
        }
        return keysRead(rule).isEmpty() ? HOME : List.of(recordKey);
    }

    /** The keys of the features that a rule reads, without that of stage 0. */
    private List<List<String>> keysRead(RulePlan rule) {
        return readBy(rule).stream()
                .map(featureKeys::get)
                .filter(key -> !key.equals(HOME))
                .distinct()
                .toList();
    }

    /**
     * Whether the blocks of a record key are kept in the stage by it that lies behind what a rule which blocks reads of other
     * keys. All of one record key are kept there then, since it has one open block at most.
     */
    private boolean blocksLater(String recordKey) {
        return compiled.rules().stream()
                .anyMatch(rule -> rule.spec().block() != null
                        && recordKeyOf(rule.stream()).equals(recordKey)
                        && keptBy(rule).equals(List.of(recordKey)));
    }

    private static boolean isKept(RuleSpec rule) {
        return rule.window() != null || rule.suppress() != null || rule.block() != null || rule.pattern() != null;
    }

    /** The streams that a rule with a pattern takes events of. */
    private static Set<Integer> patternStreams(RulePlan rule) {
        return rule.pattern() == null ? Set.of() : rule.pattern().keys().keySet();
    }

    /** A rule that keeps nothing runs as soon as all that it reads is known. */
    private void placeLast(RulePlan rule) {
        int last = readBy(rule).stream().mapToInt(this::stageOf).max().orElse(0);
        ruleKeys.put(rule, stages.get(last));
    }

    /** Each key behind those that come before it, otherwise in the order of declaration (Kahn 1962). */
    private void sort() {
        Set<List<String>> left = new LinkedHashSet<>(before.keySet());
        while (!left.isEmpty()) {
            List<String> next = left.stream()
                    .filter(key -> before.get(key).keySet().stream().noneMatch(left::contains))
                    .findFirst()
                    .orElseThrow(() -> cycle(left));
            left.remove(next);
            stages.add(next);
        }
    }

    private RuleException cycle(Set<List<String>> left) {
        Set<String> rules = new TreeSet<>();
        left.forEach(key -> before.get(key).forEach((other, rule) -> {
            if (left.contains(other)) {
                rules.add(rule);
            }
        }));
        return new RuleException(
                "rules " + String.join(", ", rules),
                "by",
                "keys that wait for each other: "
                        + String.join(
                                "; ",
                                left.stream().map(key -> String.join(", ", key)).toList())
                        + ", since each rule reads features of another's key",
                "an order in which an event can visit the keys once; read the features in a rule without window and"
                        + " suppress, or give one rule the key of the features that it reads");
    }
}
