package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that a condition may use: the fields of the event at hand, and behind them, for each event that may have been
 * taken before, {@code step.field} of the last one of that name, {@code step.last.field}, {@code step.first.field} and the
 * number {@code step.count}. A field called count is read as {@code step.last.count}.
 */
final class EarlierNames {

    /**
     * A name of events.
     *
     * @param text the name
     * @param stream their stream
     * @param schema their fields
     * @param isWhole whether a partial match keeps enough of them to tell its first, last and number
     */
    record Name(String text, String stream, Schema schema, boolean isWhole) {}

    private final Names names = new Names();
    private final List<Reference> references = new ArrayList<>();
    private final int fields;

    /**
     * @param own the fields of the event at hand; null: none is
     * @param earlier the names of events that may have been taken before
     */
    EarlierNames(@Nullable Schema own, List<Name> earlier) {
        fields = own == null ? 0 : own.size();
        if (own != null) {
            own.fields().forEach(field -> names.add(field.name(), field.type()));
        }
        for (int i = 0; i < earlier.size(); i++) {
            add(i, earlier.get(i));
        }
        for (String other : List.of("features", "tables", "lists")) {
            names.elsewhere(
                    other,
                    "A pattern reads the fields of its events alone; ask for " + other + " in a rule without pattern.");
        }
    }

    private void add(int number, Name name) {
        add(name.text() + ".count", FieldType.DECIMAL, new Reference(number, Reference.Kind.COUNT, -1));
        add(number, name, "", Reference.Kind.LAST);
        add(number, name, "last.", Reference.Kind.LAST);
        add(number, name, "first.", Reference.Kind.FIRST);
    }

    /** What has a meaning already, as a field called count, has no other. */
    private void add(int number, Name name, String which, Reference.Kind kind) {
        List<Field> all = name.schema().fields();
        for (int i = 0; i < all.size(); i++) {
            String text = name.text() + "." + which + all.get(i).name();
            if (names.find(text) == null) {
                add(text, all.get(i).type(), new Reference(number, kind, i));
            }
        }
    }

    private void add(String name, FieldType type, Reference reference) {
        names.add(name, type);
        references.add(reference);
    }

    Names names() {
        return names;
    }

    /** The number of the fields of the event at hand, which have the first slots. */
    int fields() {
        return fields;
    }

    /** What a slot behind the fields stands for. */
    Reference at(int slot) {
        return references.get(slot - fields);
    }

    /** What the slots behind the fields stand for, in their order. */
    List<Reference> references() {
        return List.copyOf(references);
    }
}
