package io.bellbuoy.deadletters.edit;

import java.util.List;

/**
 * What an edit would do.
 *
 * @param difference from the original to the edit; empty if nothing is changed
 * @param violations what is not allowed; empty if it can be redriven
 */
public record Review(Difference difference, List<Violation> violations) {}
