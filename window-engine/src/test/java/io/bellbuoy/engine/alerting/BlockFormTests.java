package io.bellbuoy.engine.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How blocks are stored. */
class BlockFormTests {

    @Test
    void theBytesOfABlockAreSpeltOut() {
        Blocks.Open block = new Blocks.Open(new UUID(1, 2), "big", new UUID(3, 4), 64, 128, "verified");
        StateOutput out = new StateOutput();
        Blocks.CELLS.write(block, out);

        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("00000000000000010000000000000002" + "03626967" + "00000000000000030000000000000004" + "8001"
                        + "8002" + "087665726966696564");
        assertThat(Blocks.CELLS.read(new StateInput(out.toByteArray()))).isEqualTo(block);
    }
}
