package io.bellbuoy.quickstart.demo;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.quickstart.generate.Episode;
import io.bellbuoy.quickstart.generate.Labels;
import io.bellbuoy.quickstart.generate.Scenario;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well alerts fit the labels. Precision is the share of alerts that are about a labelled fraud; recall is the share of
 * frauds that an alert of the rule meant for them is about (overall: an alert of any rule). Retracted alerts do not count.
 *
 * @param alerts alerts that stand
 * @param rightAlerts those about a fraud
 * @param frauds frauds there were to find; 0 for a rule that is meant for none
 * @param foundFrauds those found
 */
record Score(long alerts, long rightAlerts, long frauds, long foundFrauds) {

    /** By rule, of all rules that rang or should have. */
    static TreeMap<String, Score> byRule(Collection<Alert> alerts, Labels labels) {
        TreeMap<String, Score> scores = new TreeMap<>();
        Arrays.stream(Scenario.values()).forEach(scenario -> scores.put(scenario.rule(), of(alerts, labels, scenario)));
        alerts.stream()
                .map(Alert::rule)
                .filter(rule -> !scores.containsKey(rule))
                .distinct()
                .toList()
                .forEach(rule -> scores.put(rule, count(alerts, labels, rule, Set.of())));
        return scores;
    }

    /** Over all rules. */
    static Score overall(Collection<Alert> alerts, Labels labels) {
        return count(alerts, labels, null, new HashSet<>(labels.episodes()));
    }

    private static Score of(Collection<Alert> alerts, Labels labels, Scenario scenario) {
        Set<Episode> meant = new HashSet<>(
                labels.episodes().stream().filter(e -> e.scenario() == scenario).toList());
        return count(alerts, labels, scenario.rule(), meant);
    }

    private static Score count(Collection<Alert> alerts, Labels labels, @Nullable String rule, Set<Episode> meant) {
        long total = 0;
        long right = 0;
        Set<Episode> found = new HashSet<>();
        for (Alert alert : alerts) {
            if (alert.status() == AlertStatus.RETRACTED || (rule != null && !rule.equals(alert.rule()))) {
                continue;
            }
            total++;
            Optional<Episode> episode =
                    labels.ofAlert(alert.eventId(), alert.key().getOrDefault("accountId", ""), alert.eventTime());
            if (episode.isPresent()) {
                right++;
                found.add(episode.get());
            }
        }
        found.retainAll(meant);
        return new Score(total, right, meant.size(), found.size());
    }

    /** From 0 to 1; NaN without alerts. */
    double precision() {
        return (double) rightAlerts / alerts;
    }

    /** From 0 to 1; NaN without frauds. */
    double recall() {
        return (double) foundFrauds / frauds;
    }
}
