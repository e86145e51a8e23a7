package io.bellbuoy.engine.condition;

import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the value of one name, or the whole condition does not hold: a part of it that compares the name with
 * literals, as {@code total > 10000} in {@code total > 10000 && country != home}. Immutable and thread-safe.
 *
 * <p>Values between which no literal lies are alike to it: a number by the literals that it is below, above or equal to, a
 * text by the literal that it equals, if any.
 */
public final class Guard {

    private final int slot;
    private final FieldType type;
    private final List<Object> literals;
    private final Set<Integer> readBefore;
    private final Node<?> part;

    Guard(int slot, FieldType type, List<Object> literals, Set<Integer> readBefore, Node<?> part) {
        this.slot = slot;
        this.type = type;
        this.literals = List.copyOf(literals);
        this.readBefore = Set.copyOf(readBefore);
        this.part = part;
    }

    /** The slot of the name. */
    public int slot() {
        return slot;
    }

    /** The type of the name: a decimal, text or boolean. */
    public FieldType type() {
        return type;
    }

    /** The literals that the name is compared with: {@link BigDecimal}s or strings; none for a boolean. */
    public List<Object> literals() {
        return literals;
    }

    /** The slots that the condition may read before this part: if to read one fails, so does the condition. */
    public Set<Integer> readBefore() {
        return readBefore;
    }

    /** Whether the condition may hold for a value of the name; null is no data. */
    public boolean admits(@Nullable Object value) {
        return part.holds(any -> value);
    }
}
