package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.stream.decode.Decoded;
import io.bellbuoy.stream.emit.OutputRecords;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Passes outputs on and counts them; the counts of a batch are told when it is committed, or forgotten. */
final class BatchTally implements OutputSink {

    private record Rung(String rule, Severity severity, long eventTime) {}

    private final OutputRecords outputs;
    private final Counts processed = new Counts();
    private final Counts rejected = new Counts();
    private final Counts late = new Counts();
    private final Counts duplicates = new Counts();
    private final List<Rung> alerts = new ArrayList<>();
    private final Counts shadowAlerts = new Counts();
    private long sent;

    BatchTally(OutputRecords outputs) {
        this.outputs = outputs;
    }

    /** Counts an event that goes to its task. */
    void processed(String stream) {
        processed.add(stream);
    }

    /** Makes a record that is no event a dead letter. */
    void undecodable(Decoded.Undecodable record) {
        sent++;
        rejected.add(record.source().topic());
        outputs.undecodable(record);
    }

    @Override
    public void alert(Output.Alert alert) {
        sent++;
        alerts.add(new Rung(alert.rule(), alert.severity(), alert.eventTime()));
        outputs.alert(alert);
    }

    @Override
    public void shadowAlert(Output.Alert alert) {
        sent++;
        shadowAlerts.add(alert.rule());
        outputs.shadowAlert(alert);
    }

    @Override
    public void values(Output.Values values) {
        sent++;
        outputs.values(values);
    }

    @Override
    public void decision(Output.Decision decision) {
        sent++;
        outputs.decision(decision);
    }

    @Override
    public void action(Output.Action action) {
        sent++;
        outputs.action(action);
    }

    @Override
    public void late(Output.Late record) {
        sent++;
        record.names().forEach(name -> late.add(name));
        outputs.late(record);
    }

    @Override
    public void dead(Output.Dead record) {
        sent++;
        rejected.add(record.source().topic());
        outputs.dead(record);
    }

    @Override
    public void forward(Output.Forward forward) {
        sent++;
        outputs.forward(forward);
    }

    @Override
    public void duplicate(String stream) {
        duplicates.add(stream);
        outputs.duplicate(stream);
    }

    /** How many outputs were passed on since the start. */
    long sent() {
        return sent;
    }

    /** Tells what the committed batch did. */
    void committed(ProcessingMonitor monitor, long now) {
        processed.tell(monitor::processed);
        rejected.tell(monitor::rejected);
        late.tell(monitor::late);
        duplicates.tell(monitor::duplicate);
        shadowAlerts.tell(monitor::shadowAlerts);
        alerts.forEach(rung -> monitor.alertRaised(
                rung.rule, rung.severity, Duration.ofMillis(Math.subtractExact(now, rung.eventTime))));
        alerts.clear();
    }

    /** Forgets what the undone batch did. */
    void undone() {
        processed.clear();
        rejected.clear();
        late.clear();
        duplicates.clear();
        shadowAlerts.clear();
        alerts.clear();
    }

    /** Counts by name. Neighbours mostly have the same name, so its counter is kept at hand. */
    private static final class Counts {

        private final Map<String, long[]> counts = new HashMap<>();
        private @Nullable String last;
        private long[] lastCount = {};

        void add(String name) {
            if (!name.equals(last)) {
                last = name;
                lastCount = counts.computeIfAbsent(name, any -> new long[1]);
            }
            lastCount[0]++;
        }

        void tell(ObjLongConsumer<String> counter) {
            counts.forEach((name, count) -> {
                if (count[0] > 0) {
                    counter.accept(name, count[0]);
                    count[0] = 0;
                }
            });
        }

        void clear() {
            counts.values().forEach(count -> count[0] = 0);
        }
    }
}
