package io.bellbuoy.engine.detector;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.scorecard.Vote;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Evaluations;
import io.bellbuoy.engine.turn.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs one detector in one task. */
public final class DetectorRun<S> {

    private final String application;
    private final Detector<S> detector;
    private final DetectorCells<S> cells;
    private final Schema schema;
    private final String keyField;
    private final Turn turn;
    private final Evaluations.Count evaluations;
    private List<Detector.Raised> raised = List.of();

    /** @param keyField the field of the record key, by which its alerts are keyed */
    public DetectorRun(String application, DetectorCells<S> cells, Schema schema, String keyField, Turn turn) {
        this.application = application;
        this.detector = cells.detector();
        this.cells = cells;
        this.schema = schema;
        this.keyField = keyField;
        this.turn = turn;
        this.evaluations = turn.evaluations().of(detector.name());
    }

    /** The detector's name. */
    public String name() {
        return detector.name();
    }

    /** Shows it an event, keeps its state and emits what it raised. */
    public void onEvent(Event event, RuleObserver observer) {
        KeyState key = turn.state().of(KeyBy.RECORD_KEY, event.key());
        DetectorCells.Held<S> held = cells.held(key);
        S before = held == null ? null : held.state();
        evaluations.add(1);
        Detector.Finding<S> finding = detector.detect(event, schema, before);
        if (!Objects.equals(finding.state(), before)) {
            long until = Math.max(
                    held == null ? Long.MIN_VALUE : held.until(),
                    event.time() + detector.timeToLive().toMillis());
            turn.state()
                    .put(
                            key,
                            cells.id(),
                            0,
                            finding.state() == null ? null : new DetectorCells.Held<>(finding.state(), until));
        }
        raised = finding.alerts();
        for (int i = 0; i < raised.size(); i++) {
            observer.matched(detector.name());
            turn.emit(alert(event, raised.get(i), i));
        }
    }

    /** What scorecards read: the detector holds for an event if it raised an alert. */
    public Vote vote() {
        return new Vote() {
            @Override
            public boolean holds() {
                return !raised.isEmpty();
            }

            @Override
            public Map<String, @Nullable Object> values() {
                return raised.isEmpty() ? Map.of() : raised.get(0).values();
            }
        };
    }

    private Output.Alert alert(Event event, Detector.Raised raised, int index) {
        String about = index == 0 ? event.id() : event.id() + "#" + index;
        UUID id = AlertIds.of(application, detector.name(), detector.version(), event.key(), about);
        long offset = event.source().offset();
        Map<String, @Nullable Object> values = new LinkedHashMap<>(raised.values());
        return new Output.Alert(
                id,
                1,
                AlertStatus.FIRING,
                detector.name(),
                detector.version(),
                raised.severity(),
                raised.message(),
                event.key(),
                Map.of(keyField, event.key()),
                null,
                event.id(),
                event.time(),
                values,
                raised.condition(),
                turn.watermark(),
                new Evidence(event.source().topic(), event.source().partition(), offset, offset, offset));
    }
}
