package io.bellbuoy.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.faults.strike.PointKill;
import io.bellbuoy.faults.strike.RollingRestart;
import io.bellbuoy.faults.strike.RulesReload;
import io.bellbuoy.faults.strike.StaleCheckpoint;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.stream.fault.FaultPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawTests {

    private static final Draw.Scope PLAIN = new Draw.Scope(1, false, false);

    @Test
    void theSameSeedDrawsTheSameFaults() {
        assertThat(Draw.of(7, PLAIN, 5, 6))
                .hasSize(11)
                .isEqualTo(Draw.of(7, PLAIN, 5, 6))
                .isNotEqualTo(Draw.of(8, PLAIN, 5, 6));
    }

    @Test
    void everyPointIsDrawnBeforeAnyIsDrawnAgain() {
        int all = FaultPoint.values().length;
        List<Strike> drawn = Draw.of(7, PLAIN, all, 0);
        assertThat(drawn.stream().map(strike -> ((PointKill) strike).point()))
                .containsExactlyInAnyOrder(FaultPoint.values());
    }

    @Test
    void faultsThatATrialDoesNotAllowAreNotDrawn() {
        assertThat(Draw.all(7, PLAIN))
                .hasAtLeastOneElementOfType(RulesReload.class)
                .doesNotHaveAnyElementsOfTypes(StaleCheckpoint.class, RollingRestart.class);
        assertThat(Draw.all(7, new Draw.Scope(3, true, true)))
                .hasAtLeastOneElementOfType(StaleCheckpoint.class)
                .hasAtLeastOneElementOfType(RollingRestart.class)
                .doesNotHaveAnyElementsOfTypes(RulesReload.class);
    }

    @Test
    void ofCheckpointsAllPointsOfCopiesAndRestoresAreTried() {
        assertThat(Draw.checkpoints(7, new Draw.Scope(3, false, true)))
                .hasAtLeastOneElementOfType(StaleCheckpoint.class)
                .filteredOn(PointKill.class::isInstance)
                .hasSize(11);
    }
}
