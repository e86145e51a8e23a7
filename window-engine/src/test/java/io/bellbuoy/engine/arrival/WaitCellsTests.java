package io.bellbuoy.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.arrival.WaitCells.Held;
import io.bellbuoy.engine.arrival.WaitCells.Pending;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.pipeline.Scenario;
import io.bellbuoy.engine.plan.Compiled;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How events that wait for a table are stored. */
class WaitCellsTests {

    private final WaitCells cells = new WaitCells(
            new Compiled(new RuleSet(
                            "app",
                            List.of(Scenario.stream("payments")),
                            List.of(),
                            List.of(Scenario.simple("r", "true", Evaluate.ON_ARRIVAL, null, null))))
                    .rules()
                    .get(0),
            Scenario.stream("payments"));

    private static Event event(String id) {
        StoredRecord record = new StoredRecord("t", 1, 7, 2_000, new byte[] {65}, new byte[] {123}, List.of());
        return new Event("payments", 1_000, id, "A", new Object[] {id, null}, record);
    }

    private byte[] bytes(Held held) {
        StateOutput out = new StateOutput();
        cells.write(held, out);
        return out.toByteArray();
    }

    @Test
    void anEventIsStoredWholeWithWhatWasComputed() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("n", BigDecimal.TEN);
        values.put("a", null);

        assertThat(HexFormat.of().formatHex(bytes(new Held(List.of(new Pending(event("p"), values))))))
                .isEqualTo("01" + "d00f" + "0170" + "0141" + "01" + "9c95b5a001" + "030170" // 1 value: id
                        + "0174" + "01" + "07" + "a01f" + "010141" + "01017b" + "00"
                        + "02" + "0161" + "00" + "016e" + "010014");
    }

    @Test
    void whatWasWrittenIsReadInTheOrderOfTimeAndId() {
        Held held = new Held(
                List.of(new Pending(event("q"), Map.of("n", BigDecimal.ONE)), new Pending(event("p"), Map.of())));
        Held read = cells.read(new StateInput(bytes(held)));

        assertThat(read.pending()).extracting(pending -> pending.event().id()).containsExactly("p", "q");
        assertThat(read.pending().get(1).values()).containsExactly(Map.entry("n", BigDecimal.ONE));
        assertThat(read.pending().get(0).event().source().offset()).isEqualTo(7);
        assertThat(cells.wakeAt(5_000, read)).isEqualTo(5_000);
    }
}
