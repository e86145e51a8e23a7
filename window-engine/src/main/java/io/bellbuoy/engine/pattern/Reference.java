package io.bellbuoy.engine.pattern;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a name such as {@code tries.last.amount} stands for.
 *
 * @param name the number of the name under which the events were taken
 * @param kind which of them, or how many they are
 * @param field the position of the field; -1 for a number
 */
record Reference(int name, Kind kind, int field) {

    enum Kind {
        FIRST,
        LAST,
        COUNT
    }

    /**
     * The value in the events that were taken so far.
     *
     * @param place where the taken event keeps the field
     * @return null for no data: none was taken
     */
    @Nullable
    Object of(@Nullable Link taken, int place) {
        if (kind == Kind.COUNT) {
            return BigDecimal.valueOf(taken == null ? 0 : taken.count(name));
        }
        TakenEvent event = taken == null ? null : kind == Kind.FIRST ? taken.first(name) : taken.last(name);
        return event == null ? null : event.values().get(place);
    }
}
