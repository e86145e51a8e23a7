package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events for which one rule waits until entries of tables are there. The chunk of a cell is the watermark at which the rule
 * is asked at the latest.
 */
public final class WaitCells implements CellType<WaitCells.Held> {

    private static final Comparator<Pending> ORDER = Comparator.<Pending>comparingLong(
                    pending -> pending.event().time())
            .thenComparing(pending -> pending.event().id())
            .thenComparingLong(pending -> pending.event().source().offset());

    private final int id;
    private final String stream;
    private final KeptEvents form;

    /** @param stream the rule's */
    public WaitCells(RulePlan rule, StreamSpec stream) {
        this.id = AlertIds.number("wait", "rule", rule.spec().name(), rule.spec().stream());
        this.stream = stream.name();
        this.form = new KeptEvents(stream, false);
    }

    /**
     * A rule's evaluation that waits.
     *
     * @param values what the rule computed of the event and the features that it reads, by name, as they were when the event
     *     was first looked at
     */
    record Pending(Event event, Map<String, @Nullable Object> values) {

        Pending {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** What is asked together, in the order of event time and id. */
    record Held(List<Pending> pending) {

        Held {
            pending = pending.stream().sorted(ORDER).toList();
        }
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public long wakeAt(long chunk, Held value) {
        return chunk;
    }

    @Override
    public void write(Held value, StateOutput out) {
        out.writeUnsigned(value.pending().size());
        for (Pending pending : value.pending()) {
            form.write(pending.event(), out);
            out.writeUnsigned(pending.values().size());
            new TreeMap<>(pending.values()).forEach((name, known) -> {
                out.writeText(name);
                out.writeValue(known);
            });
        }
    }

    @Override
    public Held read(StateInput in) {
        int size = in.readSize();
        List<Pending> pending = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Event event = form.read(in);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int count = in.readSize(); count > 0; count--) {
                values.put(in.readText(), in.readValue());
            }
            pending.add(new Pending(event, values));
        }
        return new Held(pending);
    }

    /** The stream of the events. */
    public String stream() {
        return stream;
    }

    @Override
    public String toString() {
        return "events of " + stream + " that wait for tables";
    }
}
