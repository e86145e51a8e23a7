package io.bellbuoy.deadletters.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that somebody wants to do something with but redrive them: these, a group, or what a search finds; exactly
 * one of the three.
 *
 * @param ids numbers of dead letters, at most 10,000
 * @param group a fingerprint
 * @param search as of {@code GET /api/letters}, without limit and after
 * @param upTo if given, only those collected no later than this one
 * @param reason why, 1 to 1,000 characters; for discarding and parking
 */
public record TriageForm(
        @Nullable List<Long> ids,
        @Nullable String group,
        @Nullable LetterFilter search,
        @Nullable Long upTo,
        @Nullable String reason) {

    Chosen chosen() {
        return new Chosen(ids, group, search, upTo);
    }
}
