package io.bellbuoy.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a parsed tree into the form that the {@link Vocabulary} can check: numbers become exact decimals, tests for null
 * become calls, and what is unknown or not supported is refused here, where its place is known. Used for one tree.
 */
final class Normalizer {

    private static final Pattern NUMBER = Pattern.compile("(\\d*\\.?\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern NON_ZERO = Pattern.compile("[1-9]");

    private final Names names;
    private final Diagnostics diagnostics;
    private final CelSource source;
    private final Map<Long, Integer> offsets;
    private long nextId;

    Normalizer(Names names, Diagnostics diagnostics, CelSource source) {
        this.names = names;
        this.diagnostics = diagnostics;
        this.source = source;
        this.offsets = source.getPositionsMap();
        this.nextId = offsets.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    }

    CelAbstractSyntaxTree normalize(CelExpr root) {
        return CelAbstractSyntaxTree.newParsedAst(expression(root), source);
    }

    private CelExpr expression(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> constant(node);
            case IDENT, SELECT -> name(node);
            case CALL -> call(node);
            case LIST -> throw unsupported(node, "a list", "lists on the right of 'in' only");
            case STRUCT, MAP -> throw unsupported(node, "a map or message", "names, literals, operators and functions");
            default -> throw unsupported(node, "a comprehension", "names, literals, operators and functions");
        };
    }

    private CelExpr constant(CelExpr node) {
        CelConstant constant = node.constant();
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE, STRING_VALUE -> node;
            case INT64_VALUE -> decimal(node, BigDecimal.valueOf(constant.int64Value()));
            case UINT64_VALUE ->
                decimal(node, new BigDecimal(constant.uint64Value().bigIntegerValue()));
            case DOUBLE_VALUE -> decimal(node, exactly(node, constant.doubleValue()));
            case NULL_VALUE -> throw unsupported(node, "null", "null on one side of == or != only, as in x == null");
            default -> throw unsupported(node, "a bytes literal", "numbers, strings, true, false and null");
        };
    }

    private CelExpr decimal(CelExpr node, BigDecimal value) {
        CelExpr digits = CelExpr.ofConstant(nextId++, CelConstant.ofValue(value.toString()));
        return CelExpr.ofCall(node.id(), Optional.empty(), Decimals.LITERAL, ImmutableList.of(digits));
    }

    /** The number as it is written; the parser's double has lost what lies beyond 17 digits. */
    private BigDecimal exactly(CelExpr node, double parsed) {
        String text = source.getContent().toString();
        Matcher written = NUMBER.matcher(text).region(text.offsetByCodePoints(0, offset(node)), text.length());
        boolean found = written.lookingAt();
        if (Double.isInfinite(parsed)
                || parsed == 0 && found && NON_ZERO.matcher(written.group(1)).find()) {
            throw diagnostics.problem(
                    offset(node),
                    "a number out of range",
                    "magnitudes from 4.9E-324 to 1.8E+308",
                    "Correct the number.");
        }
        BigDecimal shortest = BigDecimal.valueOf(Math.abs(parsed));
        BigDecimal magnitude = found && parsed != 0 ? new BigDecimal(written.group()) : shortest;
        BigDecimal exact = shortest.compareTo(magnitude) == 0 ? shortest : magnitude;
        return parsed < 0 ? exact.negate() : exact;
    }

    private CelExpr name(CelExpr node) {
        String name = qualifiedName(node)
                .orElseThrow(
                        () -> unsupported(node, "a member of a computed value", "members of names, as features.mean"));
        if (names.find(name) == null) {
            throw diagnostics.unknownName(name, names, start(node));
        }
        return node;
    }

    /** The name that an identifier or a chain of selections spells, if it is one. */
    static Optional<String> qualifiedName(CelExpr node) {
        return switch (node.getKind()) {
            case IDENT -> Optional.of(node.ident().name());
            case SELECT ->
                qualifiedName(node.select().operand())
                        .map(operand -> operand + "." + node.select().field());
            default -> Optional.empty();
        };
    }

    private CelExpr call(CelExpr node) {
        CelExpr.CelCall call = node.call();
        String function = call.function();
        if (function.equals("_==_") && hasNull(call)) {
            return nullTest(node, Logic.IS_NULL);
        }
        if (function.equals("_!=_") && hasNull(call)) {
            return nullTest(node, Logic.IS_PRESENT);
        }
        if (!Vocabulary.has(function)) {
            throw diagnostics.unknownFunction(function, callOffset(node));
        }
        requireDivisor(call);
        ImmutableList<CelExpr> arguments = function.equals("@in") ? membership(node) : all(call.args());
        return CelExpr.ofCall(node.id(), call.target().map(this::expression), function, arguments);
    }

    /** Refuses what would fail with each event. */
    private void requireDivisor(CelExpr.CelCall call) {
        boolean divides = call.function().equals("_/_") || call.function().equals("_%_");
        if (divides && isZero(call.args().get(1))) {
            throw diagnostics.problem(
                    offset(call.args().get(1)), "a division by 0", "other divisors", "Correct the number.");
        }
    }

    private static boolean isZero(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && switch (node.constant().getKind()) {
                    case INT64_VALUE -> node.constant().int64Value() == 0;
                    case DOUBLE_VALUE -> node.constant().doubleValue() == 0;
                    default -> false;
                };
    }

    private static boolean hasNull(CelExpr.CelCall call) {
        return call.args().stream().anyMatch(Normalizer::isNull);
    }

    private static boolean isNull(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.NULL_VALUE;
    }

    private CelExpr nullTest(CelExpr node, String function) {
        List<CelExpr> sides = node.call().args();
        CelExpr operand = isNull(sides.get(0)) ? sides.get(1) : sides.get(0);
        return CelExpr.ofCall(node.id(), Optional.empty(), function, ImmutableList.of(expression(operand)));
    }

    private ImmutableList<CelExpr> membership(CelExpr node) {
        CelExpr list = node.call().args().get(1);
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            throw diagnostics.problem(
                    offset(node),
                    "'in' without a list",
                    "a list on its right",
                    "Write the list out, as in country in ['DE', 'FR'].");
        }
        CelExpr elements = CelExpr.ofList(
                list.id(), all(list.list().elements()), list.list().optionalIndices());
        return ImmutableList.of(expression(node.call().args().get(0)), elements);
    }

    private ImmutableList<CelExpr> all(List<CelExpr> nodes) {
        return nodes.stream().map(this::expression).collect(ImmutableList.toImmutableList());
    }

    private ExpressionException unsupported(CelExpr node, String found, String allowed) {
        return diagnostics.problem(offset(node), found + " is not supported here", allowed, "Rewrite the expression.");
    }

    private int offset(CelExpr node) {
        return offsets.getOrDefault(node.id(), -1);
    }

    /** A selection's own offset is that of its point. */
    private int start(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? start(node.select().operand())
                : offset(node);
    }

    /** A call's own offset is that of its parenthesis, right behind the name. */
    private int callOffset(CelExpr node) {
        String function = node.call().function();
        int start = offset(node) - function.codePointCount(0, function.length());
        boolean named = Character.isLetter(function.charAt(0)) && start >= 0;
        return named ? start : offset(node);
    }
}
