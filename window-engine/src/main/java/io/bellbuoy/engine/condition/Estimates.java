package io.bellbuoy.engine.condition;

import dev.cel.common.ast.CelExpr;
import io.bellbuoy.engine.condition.Estimate.Comparison;
import io.bellbuoy.engine.condition.Estimate.Term;
import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Estimate} of a condition: of the parts that {@code &&} joins, the comparisons of numbers and arithmetic, up
 * to the first other part that may fail. Used for one tree.
 */
final class Estimates {

    private final Names names;
    private final Predicate<CelExpr> cannotFail;
    private final List<Comparison> comparisons = new ArrayList<>();
    private boolean isOpen = true;
    /** Whether a part compares more than a name with a literal, which a guard does. */
    private boolean isWorthwhile;

    /** @param cannotFail whether a part of the tree cannot fail, whatever its names stand for */
    Estimates(Names names, Predicate<CelExpr> cannotFail) {
        this.names = names;
        this.cannotFail = cannotFail;
    }

    /** The estimate; null if there is none that says more than guards do. */
    @Nullable
    Estimate of(CelExpr condition) {
        read(condition);
        return isWorthwhile ? new Estimate(comparisons) : null;
    }

    private void read(CelExpr node) {
        if (!isOpen) {
            return;
        }
        boolean isCall = node.getKind() == CelExpr.ExprKind.Kind.CALL;
        if (isCall && node.call().function().equals("_&&_")) {
            node.call().args().forEach(this::read);
            return;
        }
        Comparison comparison = isCall ? comparison(node.call()) : null;
        if (comparison != null) {
            comparisons.add(comparison);
        } else {
            isOpen = cannotFail.test(node);
        }
    }

    private @Nullable Comparison comparison(CelExpr.CelCall call) {
        int accepted = Comparisons.accepted(call.function());
        if (accepted == 0) {
            return null;
        }
        Reader left = new Reader();
        Reader right = new Reader();
        Term a = left.term(call.args().get(0));
        Term b = right.term(call.args().get(1));
        if (a == null || b == null || Math.max(left.leaves, right.leaves) > Estimate.MOST_LEAVES) {
            return null;
        }
        isWorthwhile |= left.names + right.names > 1 || left.leaves + right.leaves > 2;
        return new Comparison(a, b, accepted);
    }

    /** Reads one side of a comparison. */
    private final class Reader {

        private int leaves;
        private int names;

        @Nullable
        Term term(CelExpr node) {
            return switch (node.getKind()) {
                case IDENT, SELECT -> name(node);
                case CALL ->
                    node.call().function().equals(Decimals.LITERAL) ? literal(node.call()) : arithmetic(node.call());
                default -> null;
            };
        }

        private @Nullable Term name(CelExpr node) {
            Names.Slot slot =
                    Estimates.this.names.find(Normalizer.qualifiedName(node).orElseThrow());
            if (slot == null || slot.type() != FieldType.DECIMAL) {
                return null;
            }
            leaves++;
            names++;
            int index = slot.index();
            return numbers -> numbers.number(index);
        }

        private @Nullable Term literal(CelExpr.CelCall call) {
            BigDecimal literal = new BigDecimal(call.args().get(0).constant().stringValue());
            if (!Estimate.isUsual(literal)) {
                return null;
            }
            leaves++;
            double number = literal.doubleValue();
            return numbers -> number;
        }

        private @Nullable Term arithmetic(CelExpr.CelCall call) {
            List<Term> sides = new ArrayList<>();
            for (CelExpr argument : call.args()) {
                Term side = term(argument);
                if (side == null) {
                    return null;
                }
                sides.add(side);
            }
            return switch (call.function()) {
                case "_*_" ->
                    numbers -> Estimate.product(
                            sides.get(0).of(numbers), sides.get(1).of(numbers));
                case "_/_" ->
                    numbers -> Estimate.quotient(
                            sides.get(0).of(numbers), sides.get(1).of(numbers));
                case "_+_" ->
                    numbers ->
                            Estimate.sum(sides.get(0).of(numbers), sides.get(1).of(numbers));
                case "_-_" ->
                    numbers ->
                            Estimate.sum(sides.get(0).of(numbers), -sides.get(1).of(numbers));
                case "-_" -> numbers -> -sides.get(0).of(numbers);
                default -> null;
            };
        }
    }
}
