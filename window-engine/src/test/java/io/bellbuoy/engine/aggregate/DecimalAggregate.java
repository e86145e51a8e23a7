package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An aggregate of numbers whose state is a number. */
public abstract class DecimalAggregate implements UserAggregate<BigDecimal> {

    private final String name;
    private final String version;

    protected DecimalAggregate(String name, String version) {
        this.name = name;
        this.version = version;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String version() {
        return version;
    }

    @Override
    public final boolean takes(FieldType argument) {
        return argument == FieldType.DECIMAL;
    }

    @Override
    public final FieldType resultType(FieldType argument) {
        return FieldType.DECIMAL;
    }

    @Override
    public @Nullable Object result(BigDecimal state) {
        return state;
    }

    @Override
    public final void encode(BigDecimal state, StateOutput out) {
        out.writeValue(state);
    }

    @Override
    public final BigDecimal decode(StateInput in) {
        return (BigDecimal) Objects.requireNonNull(in.readValue());
    }
}
