package io.bellbuoy.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventHeadersTests {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void headersArePinned() {
        assertThat(lines(CloudEventHeaders.of("id-1", "/bellbuoy/fraud", CloudEventHeaders.ALERT, TIME, "Konto-ä")))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=id-1",
                        "ce_source=/bellbuoy/fraud",
                        "ce_type=io.bellbuoy.alert.v1",
                        "ce_time=2026-01-02T03:04:05.000Z",
                        "ce_subject=Konto-ä",
                        "content-type=application/json");
    }

    @Test
    void subjectMayBeAbsent() {
        assertThat(CloudEventHeaders.of("id-1", "/s", CloudEventHeaders.DECISION, TIME, null))
                .doesNotContainKey("ce_subject")
                .hasSize(6);
    }

    @Test
    void emptyAttributeIsRefused() {
        assertThatThrownBy(() -> CloudEventHeaders.of("", "/s", CloudEventHeaders.ALERT, TIME, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ce_id is empty; CloudEvents needs at least one character.");
    }

    private static List<String> lines(Map<String, byte[]> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + "=" + new String(header.getValue(), StandardCharsets.UTF_8))
                .toList();
    }
}
