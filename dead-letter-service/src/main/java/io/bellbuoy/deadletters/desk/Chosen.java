package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.search.BadQueryException;
import io.bellbuoy.deadletters.search.Criteria;
import io.bellbuoy.deadletters.search.LetterQuery;
import io.bellbuoy.deadletters.search.LetterSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: these, a group, or what a search finds; exactly one of the three.
 *
 * @param ids their numbers, at most 10,000
 * @param group a fingerprint
 * @param search as of {@code GET /api/letters}, without limit and after
 * @param upTo if given, only those collected no later than this one
 */
public record Chosen(
        @Nullable List<Long> ids,
        @Nullable String group,
        @Nullable LetterFilter search,
        @Nullable Long upTo) {

    private static final int MOST_IDS = 10_000;
    private static final String ALLOWED = "exactly one of ids, group and search, with something in it";

    /**
     * The selection.
     *
     * @throws BadQueryException if it is not one of the three
     */
    public Selection selection() {
        Selection selection = unlimited();
        return upTo == null ? selection : selection.and(Selection.upTo(upTo));
    }

    private Selection unlimited() {
        boolean hasIds = ids != null && !ids.isEmpty();
        boolean hasGroup = group != null && !group.isBlank();
        int given = (hasIds ? 1 : 0) + (hasGroup ? 1 : 0) + (search == null ? 0 : 1);
        if (given != 1) {
            throw new BadQueryException("The selection", given == 0 ? "empty" : "more than one", ALLOWED);
        }
        if (hasIds) {
            return ofIds(ids);
        }
        if (hasGroup) {
            return Selection.group(Texts.line("group", group));
        }
        return found(search.query());
    }

    private static Selection ofIds(List<@Nullable Long> ids) {
        if (ids.size() > MOST_IDS || ids.contains(null)) {
            throw new BadQueryException(
                    "ids",
                    ids.contains(null) ? "a list with null in it" : ids.size() + " numbers",
                    "1 to 10,000 numbers of dead letters; for more, give a group or a search");
        }
        return Selection.ids(ids.stream().distinct().sorted().toList());
    }

    private static Selection found(LetterQuery query) {
        if (query.isUnbounded()) {
            throw new BadQueryException("search", "empty", "at least one thing that is searched for");
        }
        Criteria criteria = LetterSearch.criteria(query);
        return Selection.of(criteria.sql(), criteria.parameters(), criteria.description());
    }
}
