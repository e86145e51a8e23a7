package io.bellbuoy.engine.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.join.PairState.Kept;
import io.bellbuoy.engine.join.PairState.Waiting;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How events that wait for partners are stored, and when they are forgotten. */
class PairStateTests {

    private static final Field FARE = Field.of("rides.fare", FieldType.DECIMAL);
    private static final Field ZONE = Field.of("rides.zone", FieldType.STRING);

    private final PairState state = state(60_000, FARE, ZONE);

    private static PairState state(long keep, Field... fields) {
        return new PairState("paid|ON_ARRIVAL", "left", List.of(fields), keep);
    }

    private static final Waiting TWO = new Waiting(List.of(
            new Kept("r1", 1_000, new Object[] {new BigDecimal("12.34"), null}),
            new Kept("r2", 1_000, new Object[] {null, "centre"})));

    private static byte[] bytes(PairState state, Waiting waiting) {
        StateOutput out = new StateOutput();
        state.write(waiting, out);
        return out.toByteArray();
    }

    @Test
    void anEventIsItsIdItsTimeAndItsFieldsByNumber() {
        assertThat(HexFormat.of().formatHex(bytes(state, TWO)))
                .isEqualTo("02" + "02" + "7231" + "d00f" + "01" + "e89bf9cd0d" + "01" + "04" + "a413" + "02" + "7232"
                        + "d00f" + "01" + "f0bdeece0f" + "03" + "06" + "63656e747265");
    }

    @Test
    void fieldsMayBeMovedAddedAndRemoved() {
        PairState later = state(60_000, ZONE, Field.of("rides.tip", FieldType.DECIMAL));
        Waiting read = later.read(new StateInput(bytes(state, TWO)));

        assertThat(read.events()).extracting(Kept::id).containsExactly("r1", "r2");
        assertThat(read.events().get(0).values()).containsExactly(null, null);
        assertThat(read.events().get(1).values()).containsExactly("centre", null);
        assertThat(read.events().get(1).time()).isEqualTo(1_000);
    }

    @Test
    void eventsAreForgottenInStepsAfterTheirLastPartnerCanCome() {
        for (long time = 0; time < 10_000; time += 7) {
            assertThat(state.wakeAt(time, TWO)).isGreaterThan(time + 60_000).isLessThanOrEqualTo(time + 63_750);
        }
        assertThat(state(0, FARE).wakeAt(1_000, TWO)).isEqualTo(1_001);
    }
}
