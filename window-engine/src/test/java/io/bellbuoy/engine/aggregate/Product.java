package io.bellbuoy.engine.aggregate;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The product; 666 cannot be added, a state of 13 cannot be merged, and 7 has no result. */
public final class Product extends DecimalAggregate {

    public Product(String name, String version) {
        super(name, version);
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
}
