package io.bellbuoy.deadletters.search;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows that were found.
 *
 * @param items the rows, in their order
 * @param next where the next page begins; null if this was the last. A page may hold few rows or none and still have a
 *     next one: there are questions for which only a bounded number of rows is looked at for one page
 * @param <T> a row
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of rows of which one more was asked for than it may hold: that one says that there is a next page.
     *
     * @param position where the next page begins behind a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        return new Page<>(rows.subList(0, limit), position.apply(rows.get(limit - 1)));
    }
}
