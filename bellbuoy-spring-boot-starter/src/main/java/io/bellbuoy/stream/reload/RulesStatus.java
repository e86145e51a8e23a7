package io.bellbuoy.stream.reload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules stand.
 *
 * @param version the version of the rule set in force
 * @param since since when it is
 * @param refused why what the file says now is not in force; null if it is
 */
public record RulesStatus(
        String version, Instant since, @Nullable String refused) {}
