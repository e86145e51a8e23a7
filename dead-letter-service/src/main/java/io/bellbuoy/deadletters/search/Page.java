package io.bellbuoy.deadletters.search;

import java.util.List;
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
}
