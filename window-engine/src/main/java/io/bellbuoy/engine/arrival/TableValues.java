package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.TableField;
import io.bellbuoy.engine.plan.TablePlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of tables that a rule's condition reads, each looked up when it is first asked for. Reused. */
public final class TableValues {

    private final TaskState state;
    private final List<TableField> fields;
    private final List<TablePlan> tables;
    private final boolean exact;
    /** By the position of a field: the position of its table. */
    private final int[] tableOf;

    private final @Nullable Object @Nullable [][] entries;
    private final boolean[] known;
    /** By table: how long after the event its first entry may follow, for a rule that waits for it. */
    private final long[] awaits;

    private @Nullable String key;
    private long time;
    private boolean asOf;
    private boolean closes;

    /** @param rule whose fields of tables are read */
    public TableValues(RulePlan rule, TaskState state) {
        this.state = state;
        this.fields = rule.tableFields();
        this.tables = fields.stream().map(TableField::table).distinct().toList();
        this.exact = rule.spec().evaluate() == Evaluate.AT_WATERMARK;
        this.tableOf =
                fields.stream().mapToInt(field -> tables.indexOf(field.table())).toArray();
        this.entries = new Object[tables.size()][];
        this.known = new boolean[tables.size()];
        List<TablePlan> awaited = rule.awaited();
        this.awaits = tables.stream()
                .mapToLong(
                        table -> awaited.contains(table) ? table.spec().await().toMillis() : 0)
                .toArray();
    }

    /** Begins with an event: exact rules take the entries as of its time, others the newest of tables without history. */
    public void begin(String recordKey, long eventTime) {
        closes = false;
        begin(recordKey, eventTime, exact);
    }

    /** Begins with a window that closes: entries are those of its last millisecond. */
    public void beginAtClose(String recordKey, long end) {
        closes = true;
        begin(recordKey, end - 1, true);
    }

    private void begin(String recordKey, long at, boolean asOfTime) {
        if (known.length > 0) {
            key = recordKey;
            time = at;
            asOf = asOfTime;
            Arrays.fill(known, false);
        }
    }

    /** The value of a field, by its index among those that the rule reads; null without an entry. */
    @Nullable
    public Object value(int index) {
        int table = tableOf[index];
        if (!known[table]) {
            entries[table] = read(tables.get(table), closes ? 0 : awaits[table]);
            known[table] = true;
        }
        @Nullable Object[] entry = entries[table];
        return entry == null ? null : entry[fields.get(index).position()];
    }

    private @Nullable Object @Nullable [] read(TablePlan table, long await) {
        if (key == null) {
            return null;
        }
        KeyState entry = state.of(table.state().space(), key);
        if (!asOf && !table.hasHistory()) {
            return table.state().newest(entry, time);
        }
        @Nullable Object[] valid = table.state().asOf(entry, time);
        long next = valid == null && await > 0 ? table.state().firstAfter(entry, time, time + await) : CellType.NEVER;
        return next == CellType.NEVER ? valid : table.state().asOf(entry, next);
    }
}
