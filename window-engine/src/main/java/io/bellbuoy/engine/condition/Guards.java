package io.bellbuoy.engine.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the guards of a condition: of the parts that {@code &&} joins, those that compare one name with literals. None is
 * taken from behind a part that may fail, as a division does: the failure would have to come first. Used for one tree.
 */
final class Guards {

    private static final Set<String> COMPARISONS = Set.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_");
    private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_");
    private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_");
    private static final Set<String> NULL_TESTS = Set.of(Logic.IS_NULL, Logic.IS_PRESENT);
    private static final Set<String> TEXT_TESTS = Set.of("startsWith", "endsWith", "contains", "matches", "size");
    private static final Set<String> CHOICES = Set.of("_?_:_", "orElse");

    private final Names names;
    private final Function<CelExpr, Node<?>> compiler;
    private final List<Guard> found = new ArrayList<>();
    private final Set<Integer> read = new HashSet<>();
    private boolean safe = true;

    /** @param compiler makes the closure of a part of the tree */
    Guards(Names names, Function<CelExpr, Node<?>> compiler) {
        this.names = names;
        this.compiler = compiler;
    }

    /** Looks for them, from left to right. */
    Guards in(CelExpr condition) {
        if (isCall(condition, "_&&_")) {
            condition.call().args().forEach(this::in);
            return this;
        }
        if (safe) {
            Comparison only = new Comparison();
            if (only.isOf(condition) && only.slot != null) {
                Names.Slot slot = only.slot;
                found.add(new Guard(slot.index(), slot.type(), only.literals, read, compiler.apply(condition)));
            }
            safe = isSafe(condition);
        }
        return this;
    }

    /** The guards, in the order of the condition. */
    List<Guard> found() {
        return List.copyOf(found);
    }

    /** Whether nothing in the condition can fail but the reading of a name. */
    boolean isSafe() {
        return safe;
    }

    /** Whether a part cannot fail but for the reading of a name; notes what it reads. */
    boolean isSafe(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> true;
            case LIST -> node.list().elements().stream().allMatch(this::isSafe);
            case IDENT, SELECT -> read.add(slot(node).index()) || true;
            case CALL -> isSafeCall(node.call());
            default -> false;
        };
    }

    private boolean isSafeCall(CelExpr.CelCall call) {
        String function = call.function();
        boolean known = COMPARISONS.contains(function)
                || LOGIC.contains(function)
                || NULL_TESTS.contains(function)
                || TEXT_TESTS.contains(function)
                || CHOICES.contains(function)
                || function.equals("@in")
                || function.equals(Decimals.LITERAL);
        return known
                && call.target().map(this::isSafe).orElse(true)
                && call.args().stream().allMatch(this::isSafe);
    }

    private static boolean isCall(CelExpr node, String function) {
        return node.getKind() == CelExpr.ExprKind.Kind.CALL
                && node.call().function().equals(function);
    }

    private static boolean isName(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.IDENT || node.getKind() == CelExpr.ExprKind.Kind.SELECT;
    }

    private Names.Slot slot(CelExpr name) {
        String text = Normalizer.qualifiedName(name).orElseThrow();
        Names.Slot slot = names.find(text);
        if (slot == null) {
            throw new IllegalStateException("The checked tree contains the unknown name '" + text + "'.");
        }
        return slot;
    }

    /** One part, as long as it compares one and the same name with literals. */
    private final class Comparison {

        private final List<Object> literals = new ArrayList<>();
        private Names.@Nullable Slot slot;

        boolean isOf(CelExpr node) {
            if (isName(node)) {
                return isTheName(node) && slot(node).type() == FieldType.BOOLEAN;
            }
            if (node.getKind() != CelExpr.ExprKind.Kind.CALL) {
                return false;
            }
            String function = node.call().function();
            List<CelExpr> sides = node.call().args();
            if (LOGIC.contains(function)) {
                return sides.stream().allMatch(this::isOf);
            }
            if (NULL_TESTS.contains(function)) {
                return isTheName(sides.get(0));
            }
            if (function.equals("@in")) {
                return isTheName(sides.get(0))
                        && sides.get(1).list().elements().stream().allMatch(this::isLiteral);
            }
            return COMPARISONS.contains(function) && compares(function, sides.get(0), sides.get(1));
        }

        private boolean compares(String function, CelExpr left, CelExpr right) {
            CelExpr name = isName(left) ? left : right;
            CelExpr literal = isName(left) ? right : left;
            // The order of texts would tell more of them apart than those that are equal to a literal.
            return isTheName(name)
                    && isLiteral(literal)
                    && (EQUALITIES.contains(function) || slot(name).type() == FieldType.DECIMAL);
        }

        private boolean isTheName(CelExpr node) {
            if (!isName(node) || slot(node).type() == FieldType.TIMESTAMP) {
                return false;
            }
            Names.Slot before = slot;
            slot = slot(node);
            return before == null || before.equals(slot);
        }

        private boolean isLiteral(CelExpr node) {
            if (isCall(node, Decimals.LITERAL)) {
                return literals.add(
                        new BigDecimal(node.call().args().get(0).constant().stringValue()));
            }
            if (node.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                return false;
            }
            CelConstant constant = node.constant();
            return constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE || literals.add(constant.stringValue());
        }
    }
}
