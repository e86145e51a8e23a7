package io.bellbuoy.engine.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.ListSpec.Effect;
import io.bellbuoy.engine.rule.ListSpec.Entry;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TaskListsTests {

    private final ListPlan list =
            new ListPlan(new ListSpec("stolen", "card", Effect.DENY, "stolen-cards", false, List.of()));
    private final TaskState state = TaskState.inMemory(types());
    private final TaskLists lists = new TaskLists(state);

    private CellTypes types() {
        CellTypes types = new CellTypes();
        list.cellTypes().forEach(types::add);
        return types;
    }

    @Test
    void whatWasReadIsTakenOverAndTakenOff() {
        ListContent one = read(ListContent.empty("t"), 0, "c1", "c2");
        take(one);
        assertThat(has("c1")).isTrue();
        assertThat(has("c2")).isTrue();
        assertThat(has("c3")).isFalse();

        take(one.change().remove("c1").read(0, 2).done());
        assertThat(has("c1")).isFalse();
        assertThat(has("c2")).isTrue();
    }

    @Test
    void aChangeWritesThePartOfTheListThatItIsIn() {
        ListContent content = ListContent.empty("t");
        for (int i = 0; i < 10_000; i++) {
            content = read(content, i, "card" + i);
        }
        take(content);
        assertThat(state.changeCount()).isEqualTo(Bucket.COUNT + 1);
        state.commit();

        take(read(content, 10_000, "another"));
        assertThat(state.changeCount()).isEqualTo(2);
        state.commit();
        new TaskLists(state).take(list, read(content, 10_000, "another"), 0);
        assertThat(state.changeCount())
                .as("a process that starts compares and finds nothing new")
                .isZero();
    }

    @Test
    void aProcessThatHasReadLessThanAnotherBeforeChangesNothing() {
        ListContent less = read(ListContent.empty("t"), 0, "c1");
        ListContent more = read(less, 1, "c2").change().read(1, 5).done();
        take(more);
        TaskLists taken = new TaskLists(state);

        taken.take(list, less, 0);
        assertThat(taken.find(list, "c2", 0)).isNotNull();
        ListContent aside = read(less, 7, "c7");
        taken.take(list, aside, 0);
        assertThat(taken.find(list, "c7", 0)).as("behind in partition 1").isNull();
        taken.take(list, aside.change().read(1, 5).done(), 0);
        assertThat(taken.find(list, "c7", 0)).isNotNull();
        assertThat(taken.find(list, "c2", 0)).as("not on what it has read").isNull();
    }

    @Test
    void aTopicThatWasMadeAnewIsAnotherOne() {
        take(read(ListContent.empty("before"), 9, "c1"));
        take(read(ListContent.empty("after"), 0, "c2"));

        assertThat(has("c1")).isFalse();
        assertThat(has("c2")).isTrue();
        assertThat(lists.next(list, "after", 0)).isEqualTo(1);
        assertThat(lists.next(list, "before", 0)).isZero();
    }

    @Test
    void whatWasTakenOverInABatchThatFailedIsTakenOverAgain() {
        ListContent one = read(ListContent.empty("t"), 0, "c1");
        take(one);
        state.rollback();
        lists.rolledBack();
        assertThat(has("c1")).isFalse();

        take(one);
        assertThat(has("c1")).isTrue();
    }

    @Test
    void anEntryCountsUntilItsEndAndIsForgottenByTheWatermark() {
        ListContent content = ListContent.empty("t")
                .change()
                .put(new Entry("c1", "stolen", 100, "me"))
                .put(new Entry("c2", null, ListSpec.NEVER, null))
                .read(0, 0)
                .done();
        take(content);
        assertThat(lists.find(list, "c1", 99)).isEqualTo(new Entry("c1", "stolen", 100, "me"));
        assertThat(lists.find(list, "c1", 100)).isNull();

        assertThat(state.nextTimerWake()).isEqualTo(100);
        lists.expire(list, 100);
        assertThat(has("c1")).isFalse();
        assertThat(has("c2")).isTrue();
        state.commit();
        new TaskLists(state).take(list, content.change().read(0, 1).done(), 100);
        assertThat(state.changeCount()).as("the position alone").isEqualTo(1);
    }

    @Test
    void theSameValueOfTwoEntriesIsTheLastOne() {
        take(ListContent.empty("t")
                .change()
                .put(new Entry("c1", "first", ListSpec.NEVER, null))
                .put(new Entry("c1", "second", ListSpec.NEVER, null))
                .read(0, 1)
                .done());

        assertThat(lists.find(list, "c1", 0)).isEqualTo(new Entry("c1", "second", ListSpec.NEVER, null));
    }

    @Test
    void theStoredFormIsPinned() {
        TreeMap<String, Entry> entries = new TreeMap<>();
        entries.put("a", new Entry("a", "why", 5, "me"));
        entries.put("b", new Entry("b", null, ListSpec.NEVER, null));
        Bucket bucket = new Bucket(entries);
        Bucket.Cells buckets = new Bucket.Cells("stolen");
        StateOutput out = new StateOutput();
        buckets.write(bucket, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("02" + "0161" + "0303776879" + "0a" + "03026d65" + "0162" + "00" + "feffffffffffffffff01"
                        + "00");
        assertThat(buckets.read(new StateInput(out.toByteArray()))).isEqualTo(bucket);

        ListPosition position = new ListPosition("id", List.of(3L, 200L));
        ListPosition.Cells positions = new ListPosition.Cells("stolen");
        out.clear();
        positions.write(position, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("026964" + "02" + "03" + "c801");
        assertThat(positions.read(new StateInput(out.toByteArray()))).isEqualTo(position);
        assertThat(List.of(buckets.id(), positions.id(), Bucket.of("card-1")))
                .containsExactly(831209810, -986624657, 82);
    }

    private static ListContent read(ListContent content, long offset, String... values) {
        ListContent.Changes changes = content.change();
        for (int i = 0; i < values.length; i++) {
            changes.put(new Entry(values[i], null, ListSpec.NEVER, null)).read(0, offset + i);
        }
        return changes.done();
    }

    private void take(ListContent content) {
        lists.take(list, content, 0);
    }

    private boolean has(String value) {
        return lists.find(list, value, 0) != null;
    }
}
