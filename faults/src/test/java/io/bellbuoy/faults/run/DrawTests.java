package io.bellbuoy.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.faults.strike.PointKill;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.stream.fault.FaultPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawTests {

    @Test
    void theSameSeedDrawsTheSameFaults() {
        assertThat(Draw.of(7, 5, 6)).hasSize(11).isEqualTo(Draw.of(7, 5, 6)).isNotEqualTo(Draw.of(8, 5, 6));
    }

    @Test
    void everyPointIsDrawnBeforeAnyIsDrawnAgain() {
        int all = FaultPoint.values().length;
        List<Strike> drawn = Draw.of(7, all, 0);
        assertThat(drawn.stream().map(strike -> ((PointKill) strike).point()))
                .containsExactlyInAnyOrder(FaultPoint.values());
    }
}
