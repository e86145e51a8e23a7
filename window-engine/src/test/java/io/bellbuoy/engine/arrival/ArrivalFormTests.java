package io.bellbuoy.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.pipeline.Scenario;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How events that wait and ids that were seen are stored. */
class ArrivalFormTests {

    private static String hex(StateOutput out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void theBytesOfWaitingEventsAreSpeltOut() {
        EventBuffer cells = new EventBuffer(Scenario.stream("payments"), null);
        StoredRecord record = new StoredRecord(
                "payments", 3, 300, 1_000, null, new byte[] {7}, List.of(new SourceRecord.Header("h", null)));
        Event event =
                new Event("payments", 64, "p1", "A", new Object[] {"p1", null, null, new BigDecimal("1.5")}, record);
        StateOutput out = new StateOutput();
        cells.write(new EventBuffer.Waiting(List.of(event)), out);

        assertThat(hex(out))
                .isEqualTo("01" + "8001" + "027031" + "0141" // 1 event at 64, p1, A
                        + "02" + "9c95b5a001" + "03027031" + "adbac4f202" + "01021e" // 2 values: id p1, amount 1.5
                        + "08" + "7061796d656e7473" + "03" + "ac02" + "d00f" // payments-3@300, timestamp 1000
                        + "00" + "010107" + "01" + "0168" + "00"); // no key, value 07, 1 header: h without value
        Event read = cells.read(new StateInput(out.toByteArray())).events().get(0);
        assertThat(read).hasToString("payments payments-3@300");
        assertThat(Arrays.asList(read.id(), read.key(), read.time(), read.value(0), read.value(1), read.value(3)))
                .containsExactly("p1", "A", 64L, "p1", null, new BigDecimal("1.5"));
        assertThat(read.source().key()).isNull();
        assertThat(read.source().value()).containsExactly(7);
        assertThat(read.source().headers()).containsExactly(new SourceRecord.Header("h", null));
    }

    @Test
    void theBytesOfSeenIdsAreSpeltOut() {
        SeenIds cells = new SeenIds("payments", 500);
        SeenIds.Seen seen = new SeenIds.Seen(List.of("p1", "ä"), List.of(64L, -1L));
        StateOutput out = new StateOutput();
        cells.write(seen, out);

        assertThat(hex(out)).isEqualTo("02" + "027031" + "8001" + "02c3a4" + "01");
        assertThat(cells.read(new StateInput(out.toByteArray()))).isEqualTo(seen);
        assertThat(cells.wakeAt(0, seen)).as("564, at the next of 16 steps").isEqualTo(589);
    }
}
