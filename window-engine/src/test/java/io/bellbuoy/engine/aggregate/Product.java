package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The product; 666 cannot be added, a state of 13 cannot be merged, and 7 has no result. */
public final class Product implements UserAggregate<BigDecimal> {

    private final String name;
    private final String version;

    public Product(String name, String version) {
        this.name = name;
        this.version = version;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
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
    public BigDecimal create() {
        return BigDecimal.ONE;
    }

    @Override
    public BigDecimal add(BigDecimal state, Object value) {
        refuse(value, 666);
        return state.multiply((BigDecimal) value);
    }

    @Override
    public BigDecimal merge(BigDecimal a, BigDecimal b) {
        refuse(a, 13);
        refuse(b, 13);
        return a.multiply(b);
    }

    @Override
    public @Nullable Object result(BigDecimal state) {
        refuse(state, 7);
        return state;
    }

    private static void refuse(Object number, int what) {
        if (number.equals(BigDecimal.valueOf(what))) {
            throw new IllegalStateException("not with this one");
        }
    }

    @Override
    public void encode(BigDecimal state, StateOutput out) {
        out.writeValue(state);
    }

    @Override
    public BigDecimal decode(StateInput in) {
        return (BigDecimal) Objects.requireNonNull(in.readValue());
    }
}
