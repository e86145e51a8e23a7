package io.bellbuoy.engine.list;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.CellType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list in the form in which it is looked up. Immutable; shared by all tasks. */
public final class ListPlan {

    private final ListSpec spec;
    private final Map<String, ListSpec.Entry> declared = new HashMap<>();
    private final Bucket.Cells buckets;
    private final ListPosition.Cells positions;

    /** @param spec a list that was checked against the streams */
    public ListPlan(ListSpec spec) {
        this.spec = spec;
        spec.entries().forEach(entry -> declared.put(entry.value(), entry));
        this.buckets = new Bucket.Cells(spec.name());
        this.positions = new ListPosition.Cells(spec.name());
    }

    /** Its declaration. */
    public ListSpec spec() {
        return spec;
    }

    /** Its kinds of state; none if there is no topic. */
    public List<CellType<?>> cellTypes() {
        return spec.topic() == null ? List.of() : List.of(buckets, positions);
    }

    /** The kind of state that ends by the watermark. */
    public CellType<?> ending() {
        return buckets;
    }

    /**
     * How events of a stream are looked up; null if they do not have the field.
     *
     * @throws RuleException if the stream has the field, but not as text
     */
    public @Nullable ListRef in(StreamSpec stream) {
        if (!stream.schema().has(spec.field())) {
            return null;
        }
        int position = stream.schema().position(spec.field());
        FieldType type = stream.schema().fields().get(position).type();
        if (type != FieldType.STRING) {
            throw new RuleException(
                    ListSpec.owner(spec.name()),
                    "field",
                    "'" + spec.field() + "', which is " + type.spelling() + " in stream '" + stream.name() + "'",
                    "a field of type string");
        }
        return new ListRef(this, position);
    }

    ListSpec.@Nullable Entry declared(String value) {
        return declared.get(value);
    }

    int buckets() {
        return buckets.id();
    }

    int positions() {
        return positions.id();
    }
}
