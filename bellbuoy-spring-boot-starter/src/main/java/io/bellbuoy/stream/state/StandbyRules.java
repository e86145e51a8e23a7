package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;

/**
 * What a standby must know of the rules in force.
 *
 * @param version the version of the rule set, as records of the log name it
 * @param types its kinds of cells
 */
public record StandbyRules(String version, CellTypes types) {}
