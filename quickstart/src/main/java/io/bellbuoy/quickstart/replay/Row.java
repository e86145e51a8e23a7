package io.bellbuoy.quickstart.replay;

import java.util.Map;

/**
 * One row of a file.
 *
 * @param line the line it starts on, from 1
 * @param values by column, in the file's order: {@link String}, or {@link Boolean} where the file has such a type; an absent
 *     or null value is left out
 */
record Row(long line, Map<String, Object> values) {}
