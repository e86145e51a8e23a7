package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.action.ReleaseReason;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.decision.DecisionPart;
import io.bellbuoy.events.decision.ListEffect;
import io.bellbuoy.events.decision.ListMatch;
import io.bellbuoy.events.decision.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as the service would publish them. */
public final class Samples {

    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Samples() {}

    public static Alert alert(String rule, int id, AlertStatus status, @Nullable String eventId, String accountId) {
        return new Alert(
                new UUID(0, id),
                status == AlertStatus.FIRING ? 1 : 2,
                status,
                "fraud-detection",
                rule,
                "v1",
                Severity.HIGH,
                "12000.00 in 10 minutes",
                Map.of("accountId", accountId),
                null,
                eventId,
                TIME,
                Map.of(),
                "total > 10000",
                null,
                null);
    }

    public static AccountAction block() {
        return new AccountAction(
                new UUID(0, 1),
                ActionType.BLOCK,
                "A1",
                "new-country-spike",
                new UUID(0, 2),
                TIME,
                TIME.plusSeconds(86_400),
                null);
    }

    public static AccountAction release() {
        return new AccountAction(
                new UUID(0, 3),
                ActionType.RELEASE,
                "A1",
                "new-country-spike",
                new UUID(0, 2),
                TIME,
                null,
                ReleaseReason.LIFTED);
    }

    public static Decision decision() {
        return new Decision(
                "t1",
                Map.of("accountId", "A1"),
                TIME,
                "card-payment",
                "v1",
                new BigDecimal("60"),
                Outcome.REVIEW,
                Outcome.REVIEW,
                List.of(
                        new DecisionPart("high-value", "v1", new BigDecimal("60"), true, Map.of()),
                        new DecisionPart("card-testing", "v1", new BigDecimal("40"), false, Map.of())),
                List.of());
    }

    public static Decision overridden() {
        Decision decision = decision();
        return new Decision(
                "t2",
                decision.key(),
                TIME,
                "card-payment",
                "v1",
                decision.score(),
                Outcome.BLOCK,
                Outcome.REVIEW,
                decision.parts(),
                List.of(new ListMatch("stolen", ListEffect.DENY, "A1", "reported", TIME.plusSeconds(86_400))));
    }
}
