package io.bellbuoy.stream.docs.aggregate;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The largest less the smallest number. The state is empty, or the smallest and the largest. */
final class Spread implements UserAggregate<List<BigDecimal>> {

    @Override
    public String name() {
        return "spread";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean takes(FieldType argument) {
        return argument == FieldType.DECIMAL;
    }

    @Override
    public FieldType resultType(FieldType argument) {
        return FieldType.DECIMAL;
    }

    @Override
    public List<BigDecimal> create() {
        return List.of();
    }

    @Override
    public List<BigDecimal> add(List<BigDecimal> state, Object value) {
        BigDecimal number = (BigDecimal) value;
        return merge(state, List.of(number, number));
    }

    @Override
    public List<BigDecimal> merge(List<BigDecimal> a, List<BigDecimal> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return List.of(a.get(0).min(b.get(0)), a.get(1).max(b.get(1)));
    }

    @Override
    public @Nullable Object result(List<BigDecimal> state) {
        return state.isEmpty() ? null : state.get(1).subtract(state.get(0));
    }

    @Override
    public void encode(List<BigDecimal> state, StateOutput out) {
        out.writeUnsigned(state.size());
        state.forEach(out::writeValue);
    }

    @Override
    public List<BigDecimal> decode(StateInput in) {
        return in.readUnsigned() == 0 ? List.of() : List.of((BigDecimal) in.readValue(), (BigDecimal) in.readValue());
    }
}
