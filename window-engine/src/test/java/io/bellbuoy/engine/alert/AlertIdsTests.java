package io.bellbuoy.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertIdsTests {

    /** Python: uuid.uuid5(uuid.UUID('6ab1b0a5-9f0c-5e0e-8e11-2f6c1d6f7b0d'), 'fraud\x1fhigh-value\x1fA\x1f'). */
    @Test
    void anIdIsTheVersion5UuidOfItsParts() {
        UUID id = AlertIds.of("fraud", "high-value", "A");

        assertThat(id).isEqualTo(UUID.fromString("44526366-62e2-5699-9efc-1318cda98a72"));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void partsAreToldApart() {
        assertThat(AlertIds.of("ab", "c")).isNotEqualTo(AlertIds.of("a", "bc"));
        assertThat(AlertIds.of("a", "")).isNotEqualTo(AlertIds.of("a"));
    }

    /** Python: hashlib.sha256('a\x1fb\x1f'.encode()).hexdigest(). */
    @Test
    void hashesAndNumbersAreTheBeginningOfTheSha256() {
        assertThat(AlertIds.hash("a", "b")).isEqualTo("023b8059a924");
        assertThat(AlertIds.number("a", "b")).isEqualTo(37453913);
        assertThat(AlertIds.hash("ä")).as("of UTF-8").isEqualTo("19cab323df95");
        assertThat("ä".getBytes(StandardCharsets.UTF_8)).hasSize(2);
    }
}
