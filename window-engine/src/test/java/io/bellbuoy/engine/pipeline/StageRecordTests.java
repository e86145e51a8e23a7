package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.BY_TERMINAL;
import static io.bellbuoy.engine.pipeline.StageScenario.plan;
import static io.bellbuoy.engine.pipeline.StageScenario.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.rule.Emit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What travels from stage to stage, as bytes. */
class StageRecordTests {

    @Test
    void theBinaryFormOfARecordIsPinned() {
        Plan plan = plan(List.of(BY_TERMINAL), rule("simple", List.of(), null, "features.risk > 2", Emit.EARLY, null));
        SourceRecord source = new StoredRecord(
                "pay",
                2,
                7,
                3_000,
                new byte[] {'a'},
                new byte[] {'{', '}'},
                List.of(new SourceRecord.Header("h", null)));
        Event event = new Event(
                "payments", 3_000, "p1", "a", new Object[] {"p1", "a", "t", Instant.ofEpochMilli(3_000), null}, source);
        byte[] written = new StageRecord("0123456789ab", 0, 1, 4, 2_999, true, true, false, event)
                .write(new StageRecord.Fields(
                        List.of("account", "terminal", "gone"), new Object[] {"a", "t", BigDecimal.ONE}));

        assertThat(HexFormat.of().formatHex(written)).isEqualTo(PINNED);
        StageRecord read = StageRecord.read(written, plan.behind().get(0));
        assertThat(read.partition()).isEqualTo(1);
        assertThat(read.partitions()).isEqualTo(4);
        assertThat(read.watermark()).isEqualTo(2_999);
        assertThat(read.isIdle()).isTrue();
        Event back = read.event();
        assertThat(back).isNotNull();
        assertThat(back.value(1)).isEqualTo("a");
        assertThat(back.value(2)).isEqualTo("t");
        assertThat(back.value(4)).isNull();
        assertThat(back.position()).isEqualTo((7L << 16) + 2);
        assertThat(back.source())
                .isEqualTo(back.source())
                .extracting(SourceRecord::offset)
                .isEqualTo(7L);
    }

    private static final String PINNED = "010c303132333435363738396162000104ee2e03087061796d656e7473f02e02703101"
            + "6103076163636f756e74030161087465726d696e616c03017404676f6e65010002037061790207f02e01016101027b7d01016800";
}
