/**
 * Sequences and absences: which events of a key, taken in the order of their time, make up a pattern. A declaration is
 * compiled to an automaton once; each key holds no more than its partial matches.
 */
@NullMarked
package io.bellbuoy.engine.pattern;

import org.jspecify.annotations.NullMarked;
