package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;

/** Cells of text, to be woken at ten times the chunk plus the length of the text. */
record TextCell(int id) implements CellType<String> {

    static final int FIRST = 0x0A0B0C0D;
    static final int SECOND = -7;

    static CellTypes types(int... ids) {
        CellTypes types = new CellTypes();
        for (int id : ids) {
            types.add(new TextCell(id));
        }
        return types;
    }

    static CellTypes both() {
        return types(FIRST, SECOND);
    }

    @Override
    public void write(String value, StateOutput out) {
        out.writeText(value);
    }

    @Override
    public String read(StateInput in) {
        return in.readText();
    }

    @Override
    public long wakeAt(long chunk, String value) {
        return chunk * 10 + value.length();
    }
}
