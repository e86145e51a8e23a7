package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateOutput;

/** The state of a column that is more than a value and writes its own form. Immutable. */
interface StoredState {

    void write(StateOutput out);
}
