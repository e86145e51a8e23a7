package io.bellbuoy.engine.succession;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Scenario;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a task notes of its rules: its bytes, and which rules took the place of which. */
class InventoryTests {

    /** Version, kinds with parts and owners, kinds to be removed, parts to be removed. */
    private static final String WITHOUT_EARLIER =
            "03" + "763031" + "01" + "0e" + "020406" + "0108" + "0109" + "010e" + "0104";

    private static final Inventory NOTED = new Inventory(
            "v01",
            Map.of(7, new Inventory.Kind(Set.of(2, 3), Set.of(4))),
            Set.of(-5),
            Map.of(7, Set.of(2)),
            List.of("v02", "v0"));

    @Test
    void itsBytesStayAsTheyAre() {
        StateOutput out = new StateOutput();
        Inventory.CELLS.write(NOTED, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo(WITHOUT_EARLIER + "02" + "03" + "763032" + "02" + "7630");
        assertThat(Inventory.CELLS.read(new StateInput(out.toByteArray()))).isEqualTo(NOTED);
    }

    @Test
    void theFormWithoutEarlierVersionsIsRead() {
        byte[] before = HexFormat.of().parseHex(WITHOUT_EARLIER);
        assertThat(Inventory.CELLS.read(new StateInput(before)))
                .isEqualTo(new Inventory(NOTED.version(), NOTED.kinds(), NOTED.removed(), NOTED.stripped(), List.of()));
    }

    @Test
    void earlierVersionsAreRememberedOnceEachAndTheOldestForgotten() {
        Inventory noted = Inventory.of("v0", Map.of());
        for (int version : IntStream.rangeClosed(1, 20).toArray()) {
            noted = Inventory.of("v" + version, Map.of()).after(noted, Set.of());
        }
        assertThat(noted.earlier())
                .hasSize(Inventory.REMEMBERED)
                .startsWith("v19", "v18")
                .endsWith("v4");
        Inventory back = Inventory.of("v18", Map.of()).after(noted, Set.of());
        assertThat(back.earlier()).startsWith("v20", "v19", "v17").doesNotContain("v18");
        assertThat(Inventory.of("v18", Map.of()).after(back, Set.of())).isEqualTo(back);
        assertThat(back.tidy()).isEqualTo(back);
    }

    @Test
    void aTaskKnowsWhichRulesTookThePlaceOfWhich() {
        Plan first = plan("amount > 5");
        Plan second = plan("amount > 7");
        TaskState state = TaskState.inMemory(first.cellTypes());
        Task task = new Task(first, state, true, RuleObserver.NOOP);
        assertThat(first.replacedBy(state)).as("nothing was noted").isNull();
        pay(task, state, 1);
        assertThat(first.replacedBy(state)).isNull();
        assertThat(second.replacedBy(state)).as("never in force").isNull();

        task = task.switchTo(second);
        pay(task, state, 2);
        assertThat(first.replacedBy(state)).isEqualTo(second.version());
        assertThat(second.replacedBy(state)).isNull();

        task = task.switchTo(first);
        pay(task, state, 3);
        assertThat(first.replacedBy(state)).isNull();
        assertThat(second.replacedBy(state)).isEqualTo(first.version());
    }

    @Test
    void aChangeThatIsUndoneIsNotRemembered() {
        Plan first = plan("amount > 5");
        Plan second = plan("amount > 7");
        TaskState state = TaskState.inMemory(first.cellTypes());
        Task task = new Task(first, state, true, RuleObserver.NOOP);
        pay(task, state, 1);
        task = task.switchTo(second);
        process(task, 2);
        state.rollback();
        task.rolledBack();
        assertThat(first.replacedBy(state)).isNull();
        pay(task, state, 2);
        assertThat(first.replacedBy(state)).isEqualTo(second.version());
    }

    private static Plan plan(String when) {
        RuleSet rules = new RuleSet(
                "app",
                List.of(Scenario.stream("payments")),
                List.of(),
                List.of(Scenario.simple("edited", when, Evaluate.ON_ARRIVAL, null, null)));
        return Plan.compile(rules, List.of());
    }

    private static void pay(Task task, TaskState state, int second) {
        process(task, second);
        state.commit();
        task.committed();
    }

    private static void process(Task task, int second) {
        long time = second * 1_000L;
        String id = "p" + second;
        StoredRecord record = new StoredRecord("payments", 0, second, time, null, null, List.of());
        Object[] values = {id, "A", Instant.ofEpochMilli(time), BigDecimal.TEN};
        task.process(new Event("payments", time, id, "A", values, record), new Outputs());
    }
}
