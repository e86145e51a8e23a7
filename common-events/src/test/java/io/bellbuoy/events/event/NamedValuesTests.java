package io.bellbuoy.events.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedValuesTests {

    @Test
    void orderIsKeptAndTheCopyCannotChange() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("terminalId", "pos-1");
        key.put("accountId", "a-1");
        Map<String, String> copy = NamedValues.key(key);
        key.clear();
        assertThat(copy.keySet()).containsExactly("terminalId", "accountId");
        assertThatThrownBy(() -> copy.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void valuesMayBeDecimalTextTruthTimeOrNull() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("decimal", BigDecimal.ONE);
        values.put("text", "x");
        values.put("truth", true);
        values.put("time", Instant.EPOCH);
        values.put("none", null);
        assertThat(NamedValues.values(values)).isEqualTo(values);
    }

    @Test
    void anotherNumberTypeIsRefusedSinceItsTextWouldDiffer() {
        assertThatThrownBy(() -> NamedValues.values(Map.of("n", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values holds a Double; allowed are BigDecimal, String, Boolean, Instant and null."
                        + " Convert it first.");
    }

    @Test
    void keyWithoutValueIsRefused() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("country", null);
        assertThatThrownBy(() -> NamedValues.key(key))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key");
    }
}
