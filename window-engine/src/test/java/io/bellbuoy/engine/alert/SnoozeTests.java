package io.bellbuoy.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** How snoozes are stored. */
class SnoozeTests {

    private final Snooze.Cells cells = new Snooze.Cells(7);

    @Test
    void theBytesArePinned() {
        assertThat(hex(new Snooze(1_000, 2_000, "why", "me", 3)))
                .isEqualTo("d00f" + "a01f" + "03776879" + "03026d65" + "03");
        assertThat(hex(new Snooze(Long.MIN_VALUE, 2_000, "why", null)))
                .isEqualTo("ffffffffffffffffff01" + "a01f" + "03776879" + "00" + "00");
    }

    @Test
    void whatWasWrittenIsReadAndEndsAtItsEnd() {
        Snooze snooze = new Snooze(Long.MIN_VALUE, 2_000, "why", null).heldOneMore();

        assertThat(cells.read(new StateInput(bytes(snooze)))).isEqualTo(snooze);
        assertThat(snooze.held()).isEqualTo(1);
        assertThat(cells.wakeAt(0, snooze)).isEqualTo(2_000);
    }

    private String hex(Snooze snooze) {
        return HexFormat.of().formatHex(bytes(snooze));
    }

    private byte[] bytes(Snooze snooze) {
        StateOutput out = new StateOutput();
        cells.write(snooze, out);
        return out.toByteArray();
    }
}
