package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.BadQueryException;
import io.bellbuoy.deadletters.search.GroupQuery;
import io.bellbuoy.deadletters.search.GroupSort;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request for groups, as they were given. What is left out does not matter.
 *
 * @param text found in exception, message pattern, own stack frame or rule
 * @param failureClass the class of failure of our own dead letters
 * @param service a service that failed with this cause
 * @param open true for groups with open dead letters only
 * @param sort last_seen (default), total or open
 * @param limit 1 to 200; 50 by default
 * @param after where the page before ended
 */
public record GroupFilter(
        @Nullable String text,
        @Nullable String failureClass,
        @Nullable String service,
        @Nullable String open,
        @Nullable String sort,
        @Nullable String limit,
        @Nullable String after) {

    /** @throws BadQueryException if a parameter is not allowed */
    public GroupQuery query() {
        return new GroupQuery(
                text, failureClass, service, Parameters.flag("open", open), order(), Parameters.limit(limit), after);
    }

    private GroupSort order() {
        if (sort == null || sort.isBlank()) {
            return GroupSort.LAST_SEEN;
        }
        try {
            return GroupSort.valueOf(sort.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String allowed = Arrays.stream(GroupSort.values())
                    .map(order -> order.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new BadQueryException("sort", sort, "one of " + allowed);
        }
    }
}
