package io.bellbuoy.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RungWindowsTests {

    private static final RungWindows.Cells CELLS = new RungWindows.Cells(9, 5);

    @Test
    void windowsAreKeptByTheirEndAndReplaced() {
        RungWindows windows = RungWindows.NONE
                .with(rung(30, 1, false))
                .with(rung(10, 1, false))
                .with(rung(20, 1, false))
                .with(rung(10, 2, false));

        assertThat(windows.windows()).extracting(Rung::end).containsExactly(10L, 20L, 30L);
        assertThat(windows.find(10)).isEqualTo(rung(10, 2, false));
        assertThat(windows.find(11)).isNull();
        assertThat(windows.closed(20).find(20)).isEqualTo(rung(20, 1, true));
        assertThat(windows.closed(21)).isEqualTo(windows);
    }

    @Test
    void theyAreWokenAtTheEndAndAgainWhenLateDataNoLongerCounts() {
        RungWindows open = RungWindows.NONE.with(rung(30, 1, false)).with(rung(10, 1, true));

        assertThat(CELLS.wakeAt(0, open)).isEqualTo(15);
        assertThat(CELLS.wakeAt(0, RungWindows.NONE.with(rung(30, 1, false)))).isEqualTo(30);
        assertThat(open.without(14, 5)).isEqualTo(open);
        assertThat(open.without(15, 5)).isEqualTo(RungWindows.NONE.with(rung(30, 1, false)));
        assertThat(open.closed(30).without(35, 5)).isNull();
    }

    @Test
    void valuesAreEqualByTheirNumber() {
        assertThat(RungWindows.sameValues(
                        Arrays.asList(new BigDecimal("1.0"), "a", null), Arrays.asList(BigDecimal.ONE, "a", null)))
                .isTrue();
        assertThat(RungWindows.sameValues(List.of(BigDecimal.ONE), List.of(BigDecimal.TEN)))
                .isFalse();
        assertThat(RungWindows.sameValues(Arrays.asList((Object) null), List.of(BigDecimal.ONE)))
                .isFalse();
        assertThat(RungWindows.sameValues(List.of(), List.of(BigDecimal.ONE))).isFalse();
    }

    @Test
    void theirBytesAreSpeltOut() {
        RungWindows windows = new RungWindows(List.of(
                new Rung(-60_000, AlertStatus.REVISED, 3, Arrays.asList(new BigDecimal("12.5"), null), true),
                new Rung(60_000, AlertStatus.FIRING, 1, List.of(), false)));
        StateOutput out = new StateOutput();
        CELLS.write(windows, out);

        // 2 windows: end, REVISED, revision 3, closed, 2 values (12.5, none); end, FIRING, revision 1, open, no value
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("02" + "bfa907" + "01" + "03" + "01" + "02" + "0102fa01" + "00" + "c0a907" + "00" + "01"
                        + "00" + "00");
        assertThat(CELLS.read(new StateInput(out.toByteArray()))).isEqualTo(windows);
        assertThatThrownBy(() -> CELLS.read(new StateInput(HexFormat.of().parseHex("010077010000"))))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("the unknown status 119");
    }

    @Test
    void anInstantIsItsMilliseconds() {
        Instants cells = new Instants(3, 500);
        StateOutput out = new StateOutput();
        cells.write(60_000L, out);

        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("c0a907");
        assertThat(cells.read(new StateInput(out.toByteArray()))).isEqualTo(60_000L);
        assertThat(cells.wakeAt(0, 60_000L)).isEqualTo(60_500);
    }

    private static Rung rung(long end, int revision, boolean closed) {
        return new Rung(end, AlertStatus.FIRING, revision, List.of(), closed);
    }
}
