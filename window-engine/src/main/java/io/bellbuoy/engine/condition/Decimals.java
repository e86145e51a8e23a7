package io.bellbuoy.engine.condition;

import static io.bellbuoy.engine.condition.Vocabulary.DECIMAL;
import static io.bellbuoy.engine.condition.Vocabulary.STRING;

import io.bellbuoy.engine.condition.Node.Literal;
import io.bellbuoy.engine.condition.Overload.Call;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of exact decimals. With a null operand the result is null, also that of a division of null by zero. Only the
 * division rounds, half-even to 16 significant digits; the sign of a remainder is the dividend's.
 */
final class Decimals {

    /** A number written in an expression, after normalisation: a call with its digits. */
    static final String LITERAL = "@decimal";

    private static final MathContext DIVISION = new MathContext(16, RoundingMode.HALF_EVEN);

    /**
     * The most decimal places that the operands of a sum may lie apart; the exact sum of 1E+999999999 and 1 would fill
     * the memory. All doubles lie closer.
     */
    private static final int MAXIMUM_DISTANCE = 1_000;

    private Decimals() {}

    /** An operation on two numbers. */
    @FunctionalInterface
    private interface Operation {

        /**
         * @param place the operation in the source, for the message of a failure
         * @throws EvaluationException if there is no result
         * @throws ArithmeticException if the result is out of range
         */
        BigDecimal apply(BigDecimal left, BigDecimal right, String place);
    }

    static List<Overload> overloads() {
        return List.of(
                Overload.global(LITERAL, "decimal_literal", Decimals::literal, DECIMAL, STRING),
                binary("_+_", "add_decimal", Decimals::add),
                binary("_-_", "subtract_decimal", Decimals::subtract),
                binary("_*_", "multiply_decimal", (left, right, place) -> left.multiply(right)),
                binary("_/_", "divide_decimal", Decimals::divide),
                binary("_%_", "modulo_decimal", Decimals::remainder),
                binary("min", "min_decimal", (left, right, place) -> left.min(right)),
                binary("max", "max_decimal", (left, right, place) -> left.max(right)),
                Overload.global("-_", "negate_decimal", Decimals::negate, DECIMAL, DECIMAL),
                Overload.global("abs", "abs_decimal", Decimals::absolute, DECIMAL, DECIMAL));
    }

    private static Overload binary(String function, String id, Operation operation) {
        return Overload.global(function, id, call -> compute(call, operation), DECIMAL, DECIMAL, DECIMAL);
    }

    private static Node<BigDecimal> literal(Call call) {
        return new Literal<>(new BigDecimal(call.literal(0)));
    }

    private static Node<BigDecimal> compute(Call call, Operation operation) {
        Node<BigDecimal> left = call.argument(0);
        Node<BigDecimal> right = call.argument(1);
        String place = call.place();
        return bindings -> {
            @Nullable BigDecimal a = left.value(bindings);
            @Nullable BigDecimal b = right.value(bindings);
            if (a == null || b == null) {
                return null;
            }
            try {
                return operation.apply(a, b, place);
            } catch (ArithmeticException outOfRange) {
                throw overflow(place);
            }
        };
    }

    private static BigDecimal add(BigDecimal left, BigDecimal right, String place) {
        requireNear(left, right, place);
        return left.add(right);
    }

    private static BigDecimal subtract(BigDecimal left, BigDecimal right, String place) {
        requireNear(left, right, place);
        return left.subtract(right);
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right, String place) {
        requireDivisor(right, place);
        return left.divide(right, DIVISION);
    }

    private static BigDecimal remainder(BigDecimal left, BigDecimal right, String place) {
        requireDivisor(right, place);
        requireNear(left, right, place);
        return left.remainder(right);
    }

    private static void requireDivisor(BigDecimal divisor, String place) {
        if (divisor.signum() == 0) {
            throw new EvaluationException(
                    "Division by zero in " + place + ". Test the divisor first, as in n != 0 && total / n > 5.");
        }
    }

    private static void requireNear(BigDecimal left, BigDecimal right, String place) {
        if (Math.abs((long) left.scale() - right.scale()) > MAXIMUM_DISTANCE) {
            throw overflow(place);
        }
    }

    private static EvaluationException overflow(String place) {
        return new EvaluationException("Overflow in " + place
                + ": an exponent is too large or too small. Set bounds for the fields in the stream's schema.");
    }

    private static Node<BigDecimal> negate(Call call) {
        Node<BigDecimal> operand = call.argument(0);
        return bindings -> {
            @Nullable BigDecimal value = operand.value(bindings);
            return value == null ? null : value.negate();
        };
    }

    private static Node<BigDecimal> absolute(Call call) {
        Node<BigDecimal> operand = call.argument(0);
        return bindings -> {
            @Nullable BigDecimal value = operand.value(bindings);
            return value == null ? null : value.abs();
        };
    }
}
