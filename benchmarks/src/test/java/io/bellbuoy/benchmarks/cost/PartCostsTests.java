package io.bellbuoy.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.stream.decode.Decoded;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartCostsTests {

    @ParameterizedTest
    @EnumSource
    void everyPartCanBeDoneAgainAndAgain(Part part) {
        Work work = part.work();

        for (int i = 0; i < 3_000; i++) {
            assertThat(work.once()).isNotNull();
        }
    }

    @Test
    void partsDoWhatTheirNamesSay() {
        assertThat(Part.DECODE.work().once()).isInstanceOf(Decoded.Accepted.class);
        assertThat(Part.DECODE_ALL.work().once()).isInstanceOf(Decoded.Accepted.class);
        assertThat(Part.CACHE.work().once()).isInstanceOf(KeyState.class);
        assertThat(Part.CONDITION.work().once()).isInstanceOf(Boolean.class);
        assertThat(new String((byte[]) Part.ALERT.work().once(), StandardCharsets.UTF_8))
                .contains("\"accountId\":\"a0000012\"");
    }

    @Test
    void aLineHasTheTimeAndItsError() {
        assertThat(PartCosts.line(Part.DECODE, 1_234.4, 5.6))
                .isEqualTo("bytes to event, the fields of one rule                      1,234 ± 6");
        assertThat(PartCosts.line(Part.ALERT, 900, Double.NaN)).endsWith(" 900");
    }
}
