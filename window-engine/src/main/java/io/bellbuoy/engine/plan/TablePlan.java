package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.join.TableState;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;

/**
 * A compiled table.
 *
 * @param spec its declaration
 * @param stream the stream that fills it
 * @param state its entries
 */
public record TablePlan(TableSpec spec, StreamSpec stream, TableState state) {

    /** Whether rules on arrival join an event with the entry as of its own time; otherwise with the newest. */
    public boolean hasHistory() {
        return !spec.history().isZero();
    }

    /** The same for events that do not wait. */
    TablePlan withoutWait() {
        return new TablePlan(new TableSpec(spec.name(), spec.history(), spec.ttl()), stream, state);
    }

    /** A text that changes when stored entries can no longer serve it. */
    String layout() {
        String field = stream.time().field();
        return "by " + stream.key() + ", time " + (field == null ? "ingestion" : field);
    }
}
