package io.bellbuoy.engine.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that hold for no value of a name, as {@code amount > 5 && amount < 2} and {@code type == 'A' && type ==
 * 'B'}: comparisons of one name with literals, joined by {@code &&}. Others that never hold are not found. Used once.
 */
final class Contradictions {

    private final Map<String, Range> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** @param condition a normalised tree */
    boolean in(CelExpr condition) {
        if (condition.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return false;
        }
        String function = condition.call().function();
        List<CelExpr> sides = condition.call().args();
        if (function.equals("_&&_")) {
            return in(sides.get(0)) | in(sides.get(1));
        }
        if (sides.size() != 2) {
            return false;
        }
        String left = name(sides.get(0));
        String right = name(sides.get(1));
        if (left != null && right == null) {
            return excludes(left, function, sides.get(1));
        }
        return left == null && right != null && excludes(right, mirrored(function), sides.get(0));
    }

    private static String mirrored(String function) {
        return switch (function) {
            case "_<_" -> "_>_";
            case "_<=_" -> "_>=_";
            case "_>_" -> "_<_";
            case "_>=_" -> "_<=_";
            default -> function;
        };
    }

    /** The name that a part is; null if it is none. */
    private static @Nullable String name(CelExpr node) {
        return switch (node.getKind()) {
            case IDENT -> node.ident().name();
            case SELECT -> {
                String operand = name(node.select().operand());
                yield operand == null ? null : operand + "." + node.select().field();
            }
            default -> null;
        };
    }

    /** Whether no value of the name is left once it compares so with a literal. */
    private boolean excludes(String name, String function, CelExpr literal) {
        BigDecimal number = number(literal);
        if (number != null) {
            return numbers.computeIfAbsent(name, any -> new Range()).excludes(function, number);
        }
        String text = text(literal);
        if (text == null || !function.equals("_==_")) {
            return false;
        }
        String before = texts.putIfAbsent(name, text);
        return before != null && !before.equals(text);
    }

    private static @Nullable BigDecimal number(CelExpr node) {
        boolean isLiteral = node.getKind() == CelExpr.ExprKind.Kind.CALL
                && node.call().function().equals(Decimals.LITERAL);
        return isLiteral ? new BigDecimal(node.call().args().get(0).constant().stringValue()) : null;
    }

    private static @Nullable String text(CelExpr node) {
        boolean isText = node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? node.constant().stringValue() : null;
    }

    /** The numbers that are left for a name. */
    private static final class Range {

        private @Nullable BigDecimal low;
        private @Nullable BigDecimal high;
        private boolean isLowOpen;
        private boolean isHighOpen;

        /** Leaves those that compare so with a number; true if none is left. */
        boolean excludes(String function, BigDecimal number) {
            switch (function) {
                case "_>_" -> above(number, true);
                case "_>=_" -> above(number, false);
                case "_<_" -> below(number, true);
                case "_<=_" -> below(number, false);
                case "_==_" -> {
                    above(number, false);
                    below(number, false);
                }
                default -> {
                    return false;
                }
            }
            if (low == null || high == null) {
                return false;
            }
            int order = low.compareTo(high);
            return order > 0 || order == 0 && (isLowOpen || isHighOpen);
        }

        private void above(BigDecimal number, boolean isOpen) {
            int order = low == null ? 1 : number.compareTo(low);
            if (order > 0) {
                low = number;
            }
            isLowOpen = order > 0 ? isOpen : order == 0 ? isLowOpen || isOpen : isLowOpen;
        }

        private void below(BigDecimal number, boolean isOpen) {
            int order = high == null ? -1 : number.compareTo(high);
            if (order < 0) {
                high = number;
            }
            isHighOpen = order < 0 ? isOpen : order == 0 ? isHighOpen || isOpen : isHighOpen;
        }
    }
}
