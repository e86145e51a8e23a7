package io.bellbuoy.engine.detector;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** The cells that hold a detector's state of each record key. */
public final class DetectorCells<S> implements CellType<DetectorCells.Held<S>> {

    private final Detector<S> detector;
    private final int id;

    /** @param detector of another version: cells of another kind */
    public DetectorCells(Detector<S> detector) {
        this.detector = detector;
        this.id = AlertIds.number("detector", detector.name(), detector.version());
    }

    /**
     * A state and its end.
     *
     * @param until when it is forgotten, epoch milliseconds
     */
    record Held<S>(S state, long until) {}

    /** Whose state it is. */
    public Detector<S> detector() {
        return detector;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    Held<S> held(KeyState key) {
        return (Held<S>) key.get(id, 0);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Object form() {
        return detector;
    }

    @Override
    public long wakeAt(long chunk, Held<S> value) {
        return value.until();
    }

    @Override
    public void write(Held<S> value, StateOutput out) {
        out.writeSigned(value.until());
        detector.write(value.state(), out);
    }

    @Override
    public Held<S> read(StateInput in) {
        long until = in.readSigned();
        return new Held<>(detector.read(in), until);
    }
}
