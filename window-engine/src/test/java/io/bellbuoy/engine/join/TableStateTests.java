package io.bellbuoy.engine.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.join.TableState.Entry;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How entries are stored, and when they are woken. */
class TableStateTests {

    private static final Field TIER = Field.of("tier", FieldType.STRING);
    private static final Field LIMIT = Field.of("limit", FieldType.DECIMAL);
    private static final Field FRESH = Field.of("fresh", FieldType.BOOLEAN);

    private final TableState table = table(CellType.NEVER, TIER, LIMIT, FRESH);

    private static TableState table(long ttl, Field... fields) {
        return new TableState("accounts", new Schema(List.of(fields)), 60_000, ttl);
    }

    private static Entry entry(long until, Object... values) {
        return new Entry(values, until);
    }

    private static String bytes(TableState table, Entry entry) {
        StateOutput out = new StateOutput();
        table.write(entry, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static Entry read(TableState table, String hex) {
        return table.read(new StateInput(HexFormat.of().parseHex(hex)));
    }

    @Test
    void anEntryIsItsKindItsEndAndItsFieldsByNumber() {
        assertThat(bytes(table, entry(CellType.NEVER, "GOLD", new BigDecimal("12.34"), null)))
                .isEqualTo("01" + "02" + "ba83918e09" + "03" + "04" + "474f4c44" + "86b891cd0d" + "01" + "04" + "a413");
        assertThat(bytes(table, entry(1_000, null, null, null))).isEqualTo("03" + "d00f" + "00");
        assertThat(bytes(table, new Entry(null, CellType.NEVER))).isEqualTo("00");
        assertThat(bytes(table, new Entry(null, 1_000))).isEqualTo("02" + "d00f");
    }

    @Test
    void whatWasWrittenIsRead() {
        Entry gold = entry(CellType.NEVER, "GOLD", new BigDecimal("12.34"), true);
        Entry read = read(table, bytes(table, gold));

        assertThat(read.values()).containsExactly("GOLD", new BigDecimal("12.34"), true);
        assertThat(read.until()).isEqualTo(CellType.NEVER);
        assertThat(read(table, bytes(table, new Entry(null, 1_000))).values()).isNull();
        assertThat(read(table, bytes(table, new Entry(null, 1_000))).until()).isEqualTo(1_000);
    }

    @Test
    void fieldsMayBeMovedAddedAndRemoved() {
        TableState later = table(CellType.NEVER, Field.of("region", FieldType.STRING), FRESH, TIER);

        assertThat(read(later, bytes(table, entry(CellType.NEVER, "GOLD", BigDecimal.TEN, true)))
                        .values())
                .containsExactly(null, true, "GOLD");
    }

    @Test
    void aFieldOfAnotherTypeIsAnotherField() {
        TableState later = table(CellType.NEVER, Field.of("limit", FieldType.STRING));

        assertThat(read(later, bytes(table, entry(CellType.NEVER, "GOLD", BigDecimal.TEN, true)))
                        .values())
                .containsOnlyNulls();
    }

    @Test
    void entriesAreWokenWhenNobodyCanAskForThem() {
        TableState expiring = table(10_000, TIER);

        assertThat(table.wakeAt(1_000, entry(CellType.NEVER, "GOLD"))).isEqualTo(CellType.NEVER);
        assertThat(table.wakeAt(1_000, entry(5_000, "GOLD"))).isEqualTo(65_001);
        assertThat(table.wakeAt(1_000, new Entry(null, CellType.NEVER))).isEqualTo(61_001);
        assertThat(expiring.wakeAt(1_000, entry(CellType.NEVER, "GOLD"))).isEqualTo(71_001);
        assertThat(expiring.wakeAt(1_000, entry(5_000, "GOLD"))).isEqualTo(65_001);
    }
}
