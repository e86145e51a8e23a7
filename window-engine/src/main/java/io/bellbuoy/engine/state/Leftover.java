package io.bellbuoy.engine.state;

/**
 * Cells of a kind that the plan does not have: their rule was removed, or another instance has a newer rule set. They are
 * kept as they are stored until they are removed by name, and never wake.
 *
 * @param id the number of the kind
 */
record Leftover(int id) implements CellType<byte[]> {

    @Override
    public long wakeAt(long chunk, byte[] value) {
        return NEVER;
    }

    @Override
    public void write(byte[] value, StateOutput out) {
        out.writeRaw(value, 0, value.length);
    }

    @Override
    public byte[] read(StateInput in) {
        return in.readRest();
    }
}
