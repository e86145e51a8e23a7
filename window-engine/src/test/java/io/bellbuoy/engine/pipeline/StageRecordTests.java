package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.BY_TERMINAL;
import static io.bellbuoy.engine.pipeline.StageScenario.plan;
import static io.bellbuoy.engine.pipeline.StageScenario.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.time.Watermarks;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What travels from stage to stage, as bytes. */
class StageRecordTests {

    private static final Plan PLAN =
            plan(List.of(BY_TERMINAL), rule("simple", List.of(), null, "features.risk > 2", Emit.EARLY, null));
    private static final Plan STAGE = PLAN.behind().get(0);
    private static final TaskPlace PLACE = new TaskPlace(1, 4, (key, partitions) -> 0);
    private static final StageShape SHAPE = new StageShape("payments", "pay", List.of("account", "terminal", "gone"));
    private static final int BOTH = StageRecord.ON_ARRIVAL | StageRecord.IN_ORDER;

    @Test
    void theBinaryFormOfARecordIsPinned() {
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.add(SHAPE, StageRecord.ON_ARRIVAL | StageRecord.IDLE, 2_999, form(event("p1", "a", "a", null)));
        pack.add(SHAPE, BOTH, 3_000, form(event("p2", "a", "b", new SourceRecord.Header("h", null))));
        pack.tell(false, 3_001);
        byte[] written = pack.take();

        String version = HexFormat.of().formatHex(PLAN.version().getBytes(StandardCharsets.UTF_8));
        assertThat(PLAN.version()).hasSize(12);
        assertThat(HexFormat.of().formatHex(written)).isEqualTo("020c" + version + PINNED);
        assertThat(pack.isEmpty()).isTrue();
        StageRecord read = StageRecord.read(written, STAGE);
        assertThat(read.from()).isZero();
        assertThat(read.partition()).isEqualTo(1);
        assertThat(read.partitions()).isEqualTo(4);

        assertThat(read.next()).isTrue();
        assertThat(read.watermark()).isEqualTo(2_999);
        assertThat(read.isIdle()).isTrue();
        assertThat(read.onArrival()).isTrue();
        assertThat(read.inOrder()).isFalse();
        assertThat(read.event()).satisfies(event -> expect(event, event("p1", "a", "a", null)));

        assertThat(read.next()).isTrue();
        assertThat(read.watermark()).isEqualTo(3_000);
        assertThat(read.isIdle()).isFalse();
        assertThat(read.inOrder()).isTrue();
        assertThat(read.event())
                .satisfies(event -> expect(event, event("p2", "a", "b", new SourceRecord.Header("h", null))));

        assertThat(read.next()).isTrue();
        assertThat(read.watermark()).isEqualTo(3_001);
        assertThat(read.event()).isNull();
        assertThat(read.next()).isFalse();
    }

    @Test
    void aTaskThatHasNoWatermarkYetSaysSo() {
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.tell(false, Watermarks.NONE);
        pack.tell(false, -5);

        StageRecord read = StageRecord.read(pack.take(), STAGE);
        assertThat(read.next()).isTrue();
        assertThat(read.watermark()).isEqualTo(Watermarks.NONE);
        assertThat(read.next()).isTrue();
        assertThat(read.watermark()).isEqualTo(-5);
    }

    @Test
    void eventsOfAStreamThatIsNoLongerReadArePassedOver() {
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.add(new StageShape("gone", "pay", SHAPE.fields()), BOTH, 1, form(event("g1", "a", "a", null)));
        pack.add(SHAPE, BOTH, 2, form(event("p1", "a", "a", null)));

        StageRecord read = StageRecord.read(pack.take(), STAGE);
        assertThat(read.next()).isTrue();
        assertThat(read.event()).isNull();
        assertThat(read.next()).isTrue();
        assertThat(read.event()).satisfies(event -> expect(event, event("p1", "a", "a", null)));
    }

    @Test
    void whatIsAddedAfterARecordWasTakenStandsForItself() {
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.add(SHAPE, BOTH, 2_999, form(event("p1", "a", "a", null)));
        byte[] first = pack.take();
        pack.add(SHAPE, BOTH, 2_999, form(event("p1", "a", "a", null)));

        assertThat(pack.take()).isEqualTo(first);
    }

    @Test
    void aRecordOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> StageRecord.read(new byte[] {1}, STAGE))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("version 1")
                .hasMessageContaining("known is 2");
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.tell(false, 7);
        StageRecord damaged =
                StageRecord.read(append(pack.take(), (byte) StageRecord.IN_ORDER, (byte) 0, (byte) 3), STAGE);
        assertThat(damaged.next()).isTrue();
        assertThatThrownBy(damaged::next)
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("shape 3");
        StageRecord cut = StageRecord.read(append(whole(), (byte) BOTH), STAGE);
        assertThat(cut.next()).isTrue();
        assertThatThrownBy(cut::next).isInstanceOf(StateFormatException.class);
    }

    private static byte[] whole() {
        StagePack pack = new StagePack(PLAN, PLACE);
        pack.tell(false, 7);
        return pack.take();
    }

    private static byte[] append(byte[] bytes, byte... more) {
        StateOutput out = new StateOutput();
        out.writeRaw(bytes, 0, bytes.length);
        out.writeRaw(more, 0, more.length);
        return out.toByteArray();
    }

    private static Event event(String id, String key, String recordKey, SourceRecord.@Nullable Header header) {
        SourceRecord source = new StoredRecord(
                "pay",
                2,
                7,
                3_001,
                recordKey.getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', '}'},
                header == null ? List.of() : List.of(header));
        return new Event(
                "payments", 3_000, id, key, new Object[] {id, key, "t", Instant.ofEpochMilli(3_000), null}, source);
    }

    private static StateOutput form(Event event) {
        StateOutput out = StageEventForm.begin(event);
        out.writeValue("a");
        out.writeValue("t");
        out.writeValue(BigDecimal.ONE);
        StageEventForm.end(event, out);
        return out;
    }

    private static void expect(@Nullable Event read, Event sent) {
        assertThat(read).isNotNull();
        assertThat(read.stream()).isEqualTo("payments");
        assertThat(read.time()).isEqualTo(3_000);
        assertThat(read.id()).isEqualTo(sent.id());
        assertThat(read.key()).isEqualTo("a");
        assertThat(read.value(1)).isEqualTo("a");
        assertThat(read.value(2)).isEqualTo("t");
        assertThat(read.value(4)).isNull();
        assertThat(read.position()).isEqualTo((7L << 16) + 2);
        assertThat(read.source()).usingRecursiveComparison().isEqualTo(sent.source());
    }

    private static final String PINNED = "00010408087061796d656e74730370617903076163636f756e74087465726d696e"
            + "616c04676f6e6503ee2e0017f02e027031016103016103017401000202070206"
            + "027b7d0602001df02e02703201610301610301740100020207020d0162027b7d010168000002";
}
