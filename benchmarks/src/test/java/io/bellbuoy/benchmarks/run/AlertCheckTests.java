package io.bellbuoy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.json.EventCodec;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertCheckTests {

    private static final Instant END = Instant.parse("2026-01-01T00:10:00Z");
    private static final Set<Window> EXPECTED = Set.of(new Window("a1", END), new Window("a2", END));

    private final AlertCheck check = new AlertCheck();

    @Test
    void sameWindowsInAnyOrderAreEqualAndRevisionsDoNotCount() {
        add("a2", 1, AlertStatus.FIRING);
        add("a1", 1, AlertStatus.FIRING);
        add("a1", 2, AlertStatus.REVISED);

        assertThat(check.difference(EXPECTED)).isNull();
    }

    @Test
    void missingAndUnexpectedWindowsAreCounted() {
        add("a1", 1, AlertStatus.FIRING);
        add("a3", 1, AlertStatus.FIRING);

        assertThat(check.difference(EXPECTED)).isEqualTo("2 alerts instead of 2: 1 missing, 1 unexpected, 0 faults");
    }

    @Test
    void alertThatFiresTwiceOrIsTakenBackIsAFault() {
        add("a1", 1, AlertStatus.FIRING);
        add("a1", 1, AlertStatus.FIRING);
        add("a2", 1, AlertStatus.FIRING);
        add("a2", 2, AlertStatus.RETRACTED);

        assertThat(check.difference(EXPECTED))
                .contains("0 missing, 0 unexpected, 2 faults")
                .contains("fired twice");
    }

    private void add(String account, int revision, AlertStatus status) {
        UUID id = UUID.nameUUIDFromBytes(account.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        check.add(new EventCodec()
                .write(new Alert(
                        id,
                        revision,
                        status,
                        "bench",
                        "high-value",
                        "1",
                        Severity.HIGH,
                        "",
                        Map.of("accountId", account),
                        new TimeWindow(END.minusSeconds(600), END),
                        null,
                        END,
                        Map.of(),
                        "total > 10000",
                        null,
                        null)));
    }
}
