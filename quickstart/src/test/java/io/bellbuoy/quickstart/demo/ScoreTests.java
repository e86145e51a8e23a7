package io.bellbuoy.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.quickstart.generate.Episode;
import io.bellbuoy.quickstart.generate.GeneratorSettings;
import io.bellbuoy.quickstart.generate.Labels;
import io.bellbuoy.quickstart.generate.Scenario;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.render.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreTests {

    private final TransactionGenerator generator = new TransactionGenerator(
            new GeneratorSettings(42, 2000, Instant.parse("2026-01-10T12:00:00Z"), Duration.ofDays(5)));
    private final Map<Scenario, String> fraudulent = new HashMap<>();
    private final Labels labels = generator.labels();

    ScoreTests() {
        generator.forEachRemaining(emission -> {
            Optional<Episode> episode = labels.ofTransaction(emission.eventId());
            episode.ifPresent(e -> fraudulent.putIfAbsent(e.scenario(), emission.eventId()));
        });
    }

    @Test
    void alertOfTheRuleMeantForAFraudFindsIt() {
        Score score = Score.byRule(List.of(firing("payment-burst", 1, fraudulent.get(Scenario.BURST))), labels)
                .get("payment-burst");

        assertThat(score).isEqualTo(new Score(1, 1, 1, 1));
        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isEqualTo(1);
    }

    @Test
    void alertOfAnotherRuleIsRightButFindsNothingForItsOwn() {
        List<Alert> alerts = List.of(firing("high-value", 1, fraudulent.get(Scenario.BURST)));

        assertThat(Score.byRule(alerts, labels).get("high-value")).isEqualTo(new Score(1, 1, 1, 0));
        assertThat(Score.overall(alerts, labels)).isEqualTo(new Score(1, 1, 5, 1));
    }

    @Test
    void falseAlertLowersPrecisionAndARetractedOneDoesNotCount() {
        List<Alert> alerts = List.of(
                firing("high-value", 1, fraudulent.get(Scenario.SPENDING_SPREE)),
                firing("high-value", 2, "honest"),
                Samples.alert("high-value", 3, AlertStatus.RETRACTED, "honest", "nobody"));

        assertThat(Score.byRule(alerts, labels).get("high-value").precision()).isEqualTo(0.5);
    }

    @Test
    void everyRuleThatIsMeantForAFraudIsListedEvenWithoutAlerts() {
        assertThat(Score.byRule(List.of(firing("another", 1, "honest")), labels))
                .containsOnlyKeys(
                        "another",
                        "card-testing",
                        "high-value",
                        "impossible-travel",
                        "new-country-spike",
                        "payment-burst")
                .containsEntry("another", new Score(1, 0, 0, 0))
                .containsEntry("high-value", new Score(0, 0, 1, 0));
    }

    private static Alert firing(String rule, int id, String eventId) {
        return Samples.alert(rule, id, AlertStatus.FIRING, eventId, "nobody");
    }
}
