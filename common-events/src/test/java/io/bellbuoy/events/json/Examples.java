package io.bellbuoy.events.json;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.action.ReleaseReason;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.alert.Evidence;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.decision.DecisionPart;
import io.bellbuoy.events.decision.ListEffect;
import io.bellbuoy.events.decision.ListMatch;
import io.bellbuoy.events.decision.Outcome;
import io.bellbuoy.events.event.AccountVerified;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.feature.FeatureValues;
import io.bellbuoy.events.list.ListEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A full and a minimal example of each record, and the bytes of each, spelled out. */
final class Examples {

    private static final UUID ALERT_ID = UUID.fromString("6ba7b810-9dad-51d1-80b4-00c04fd430c8");
    private static final UUID ACTION_ID = UUID.fromString("0f14d0ab-9605-5a62-a9e4-5ed26688389b");

    private Examples() {}

    record Example(String name, String schema, Object value, String json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Example> all() {
        return Stream.of(
                new Example("full transaction", "transaction", fullTransaction(), """
                        {"transactionId":"t-1","accountId":"a-1","timestamp":"2026-01-02T03:04:05.678Z",\
                        "amount":"12.50","currency":"EUR","status":"APPROVED","merchantId":"m-1","terminalId":"pos-1",\
                        "deviceId":"d-1","country":"DE","latitude":"52.5200","longitude":"-13.4050",\
                        "cardPresent":true}"""),
                new Example("minimal transaction", "transaction", minimalTransaction(), """
                        {"transactionId":"t-2","accountId":"a-1","timestamp":"2026-01-02T03:04:05.000Z",\
                        "amount":"1000"}"""),
                new Example(
                        "verification",
                        "account-verified",
                        new AccountVerified("v-1", "a-1", Instant.parse("2026-01-02T03:04:05.600Z")),
                        """
                        {"eventId":"v-1","accountId":"a-1","timestamp":"2026-01-02T03:04:05.600Z"}"""),
                new Example("full alert", "alert", fullAlert(), """
                        {"id":"6ba7b810-9dad-51d1-80b4-00c04fd430c8","revision":2,"status":"REVISED",\
                        "application":"fraud-detection","rule":"high-value","ruleVersion":"9f86d081",\
                        "severity":"HIGH","message":"Grüße: 10000.01 in 10 minutes","key":{"country":"DE",\
                        "accountId":"a-1"},"window":{"start":"2026-01-02T03:00:00.000Z",\
                        "end":"2026-01-02T03:10:00.000Z"},"eventId":"t-1","eventTime":"2026-01-02T03:04:05.678Z",\
                        "values":{"total":"10000.01","n":"3","first":"2026-01-02T03:01:00.000Z","top":"m-1",\
                        "seen":false,"mean":null},"condition":"total > 10000",\
                        "watermark":"2026-01-02T03:04:00.678Z","evidence":{"topic":"transactions","partition":3,\
                        "firstOffset":17,"lastOffset":42,"triggerOffset":40}}"""),
                new Example("minimal alert", "alert", minimalAlert(), """
                        {"id":"6ba7b810-9dad-51d1-80b4-00c04fd430c8","revision":1,"status":"FIRING",\
                        "application":"fraud-detection","rule":"risky-terminal","ruleVersion":"9f86d081",\
                        "severity":"LOW","message":"","key":{},"eventTime":"2026-01-02T03:04:05.678Z",\
                        "values":{},"condition":"amount > 100"}"""),
                new Example("block", "account-action", block(), """
                        {"id":"0f14d0ab-9605-5a62-a9e4-5ed26688389b","type":"BLOCK","accountId":"a-1",\
                        "rule":"far-and-large","alertId":"6ba7b810-9dad-51d1-80b4-00c04fd430c8",\
                        "since":"2026-01-02T03:04:05.678Z","until":"2026-01-03T03:04:05.678Z"}"""),
                new Example("release", "account-action", release(), """
                        {"id":"0f14d0ab-9605-5a62-a9e4-5ed26688389b","type":"RELEASE","accountId":"a-1",\
                        "rule":"far-and-large","alertId":"6ba7b810-9dad-51d1-80b4-00c04fd430c8",\
                        "since":"2026-01-02T04:00:00.000Z","reason":"LIFTED"}"""),
                new Example("full features", "feature-values", fullFeatures(), """
                        {"eventId":"t-1","key":{"accountId":"a-1"},"eventTime":"2026-01-02T03:04:05.678Z",\
                        "window":{"start":"2026-01-02T03:00:00.000Z","end":"2026-01-02T03:10:00.000Z"},\
                        "values":{"spend24h":"120.40","mean30d":null}}"""),
                new Example(
                        "minimal features",
                        "feature-values",
                        new FeatureValues(null, Map.of(), time("2026-01-02T03:10:00Z"), null, Map.of()),
                        """
                        {"key":{},"eventTime":"2026-01-02T03:10:00.000Z","values":{}}"""),
                new Example("full decision", "decision", fullDecision(), """
                        {"eventId":"t-1","key":{"accountId":"a-1"},"eventTime":"2026-01-02T03:04:05.678Z",\
                        "scorecard":"card-payment","scorecardVersion":"0c5a1f2e","score":"60","outcome":"REVIEW",\
                        "scored":"REVIEW","parts":[{"rule":"risky-terminal","ruleVersion":"9f86d081",\
                        "weight":"40.5","holds":false,"values":{}},{"rule":"high-value","ruleVersion":"3e23e816",\
                        "weight":"60","holds":true,"values":{"total":"10000.01","seen":false,"mean":null}}],\
                        "lists":[{"list":"trusted","effect":"ALLOW","value":"a-1","reason":"a good customer",\
                        "until":"2027-01-01T00:00:00.000Z"},{"list":"stolen","effect":"DENY","value":"card-1"}]}"""),
                new Example("minimal decision", "decision", minimalDecision(), """
                        {"eventId":"t-2","key":{},"eventTime":"2026-01-02T03:04:05.678Z",\
                        "scorecard":"card-payment","scorecardVersion":"0c5a1f2e","score":"0","outcome":"ALLOW",\
                        "scored":"ALLOW","parts":[],"lists":[]}"""),
                new Example(
                        "full list entry",
                        "list-entry",
                        new ListEntry("card-1", "reported stolen", time("2027-01-01T00:00:00Z"), "jane"),
                        """
                        {"value":"card-1","reason":"reported stolen","until":"2027-01-01T00:00:00.000Z","by":"jane"}"""),
                new Example("minimal list entry", "list-entry", new ListEntry("card-1", null, null, null), """
                        {"value":"card-1"}"""));
    }

    static Transaction fullTransaction() {
        return new Transaction(
                "t-1",
                "a-1",
                time("2026-01-02T03:04:05.678Z"),
                new BigDecimal("12.50"),
                "EUR",
                "APPROVED",
                "m-1",
                "pos-1",
                "d-1",
                "DE",
                new BigDecimal("52.5200"),
                new BigDecimal("-13.4050"),
                true);
    }

    private static Transaction minimalTransaction() {
        return new Transaction(
                "t-2",
                "a-1",
                time("2026-01-02T03:04:05Z"),
                new BigDecimal("1000"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Alert fullAlert() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("country", "DE");
        key.put("accountId", "a-1");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("total", new BigDecimal("10000.01"));
        values.put("n", new BigDecimal("3"));
        values.put("first", time("2026-01-02T03:01:00Z"));
        values.put("top", "m-1");
        values.put("seen", false);
        values.put("mean", null);
        return new Alert(
                ALERT_ID,
                2,
                AlertStatus.REVISED,
                "fraud-detection",
                "high-value",
                "9f86d081",
                Severity.HIGH,
                "Grüße: 10000.01 in 10 minutes",
                key,
                window(),
                "t-1",
                time("2026-01-02T03:04:05.678Z"),
                values,
                "total > 10000",
                time("2026-01-02T03:04:00.678Z"),
                new Evidence("transactions", 3, 17, 42, 40));
    }

    private static Alert minimalAlert() {
        return new Alert(
                ALERT_ID,
                1,
                AlertStatus.FIRING,
                "fraud-detection",
                "risky-terminal",
                "9f86d081",
                Severity.LOW,
                "",
                Map.of(),
                null,
                null,
                time("2026-01-02T03:04:05.678Z"),
                Map.of(),
                "amount > 100",
                null,
                null);
    }

    private static AccountAction block() {
        return new AccountAction(
                ACTION_ID,
                ActionType.BLOCK,
                "a-1",
                "far-and-large",
                ALERT_ID,
                time("2026-01-02T03:04:05.678Z"),
                time("2026-01-03T03:04:05.678Z"),
                null);
    }

    private static AccountAction release() {
        return new AccountAction(
                ACTION_ID,
                ActionType.RELEASE,
                "a-1",
                "far-and-large",
                ALERT_ID,
                time("2026-01-02T04:00:00Z"),
                null,
                ReleaseReason.LIFTED);
    }

    private static FeatureValues fullFeatures() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("spend24h", new BigDecimal("120.40"));
        values.put("mean30d", null);
        return new FeatureValues("t-1", Map.of("accountId", "a-1"), time("2026-01-02T03:04:05.678Z"), window(), values);
    }

    private static Decision fullDecision() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("total", new BigDecimal("10000.01"));
        values.put("seen", false);
        values.put("mean", null);
        return new Decision(
                "t-1",
                Map.of("accountId", "a-1"),
                time("2026-01-02T03:04:05.678Z"),
                "card-payment",
                "0c5a1f2e",
                new BigDecimal("60"),
                Outcome.REVIEW,
                Outcome.REVIEW,
                List.of(
                        new DecisionPart("risky-terminal", "9f86d081", new BigDecimal("40.5"), false, Map.of()),
                        new DecisionPart("high-value", "3e23e816", new BigDecimal("60"), true, values)),
                List.of(
                        new ListMatch(
                                "trusted", ListEffect.ALLOW, "a-1", "a good customer", time("2027-01-01T00:00:00Z")),
                        new ListMatch("stolen", ListEffect.DENY, "card-1", null, null)));
    }

    private static Decision minimalDecision() {
        return new Decision(
                "t-2",
                Map.of(),
                time("2026-01-02T03:04:05.678Z"),
                "card-payment",
                "0c5a1f2e",
                BigDecimal.ZERO,
                Outcome.ALLOW,
                Outcome.ALLOW,
                List.of(),
                List.of());
    }

    static TimeWindow window() {
        return new TimeWindow(time("2026-01-02T03:00:00Z"), time("2026-01-02T03:10:00Z"));
    }

    private static Instant time(String text) {
        return Instant.parse(text);
    }
}
