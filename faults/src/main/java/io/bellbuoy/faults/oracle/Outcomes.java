package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;

/** Takes what the record at hand leads to. */
@FunctionalInterface
interface Outcomes {

    void add(Outcome outcome);
}
