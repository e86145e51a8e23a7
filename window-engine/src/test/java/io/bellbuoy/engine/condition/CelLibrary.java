package io.bellbuoy.engine.condition;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The CEL library's own evaluation of our checked trees, in two ways. {@link #stock} has the library's own logic and
 * functions of strings and timestamps, with bindings for decimals alone; it knows no null. {@link #withNulls} binds all
 * functions, since the library's own ones take no null, and spells our rules of truth in the tree: its conditional stands for
 * {@code &&} and {@code ||}, and {@code @truth} around every truth value asked for.
 */
final class CelLibrary {

    /** Null: CEL's runtime would take Java's for an unbound name. */
    enum Missing {
        MISSING
    }

    private static final CelOptions OPTIONS =
            CelOptions.current().enableRegexPartialMatch(true).build();

    private final CelRuntime runtime;
    private final boolean nulls;
    private long nextId = 1_000_000;

    private CelLibrary(CelRuntime runtime, boolean nulls) {
        this.runtime = runtime;
        this.nulls = nulls;
    }

    static CelLibrary stock() {
        return new CelLibrary(
                CelRuntimeFactory.standardCelRuntimeBuilder()
                        .setOptions(OPTIONS)
                        .addFunctionBindings(decimals())
                        .addFunctionBindings(equalities())
                        .build(),
                false);
    }

    static CelLibrary withNulls() {
        return new CelLibrary(
                CelRuntimeFactory.standardCelRuntimeBuilder()
                        .setStandardEnvironmentEnabled(false)
                        .setOptions(OPTIONS)
                        .addFunctionBindings(decimals())
                        .addFunctionBindings(equalities())
                        .addFunctionBindings(texts())
                        .build(),
                true);
    }

    CelRuntime.Program program(String source, Names names) throws Exception {
        CelAbstractSyntaxTree tree = ExpressionCompiler.check(source, names, new Diagnostics("test", source));
        if (!nulls) {
            return runtime.createProgram(tree);
        }
        CelFunctionDecl truth = CelFunctionDecl.newFunctionDeclaration(
                "@truth", CelOverloadDecl.newGlobalOverload("truth", Vocabulary.BOOLEAN, Vocabulary.BOOLEAN));
        CelAbstractSyntaxTree spelled = CelAbstractSyntaxTree.newParsedAst(spell(tree.getExpr()), tree.getSource());
        return runtime.createProgram(Vocabulary.compiler(names)
                .addFunctionDeclarations(truth)
                .build()
                .check(spelled)
                .getAst());
    }

    /** The variables of a program; absent names are null. */
    static Map<String, Object> variables(Values values) {
        Map<String, Object> variables = new LinkedHashMap<>();
        values.names().all().keySet().forEach(name -> variables.put(name, Missing.MISSING));
        variables.putAll(values.byName());
        return variables;
    }

    private CelExpr spell(CelExpr node) {
        if (node.getKind() == CelExpr.ExprKind.Kind.LIST) {
            return CelExpr.ofList(node.id(), spell(node.list().elements()), ImmutableList.of());
        }
        if (node.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return node;
        }
        ImmutableList<CelExpr> parts = spell(node.call().args());
        return switch (node.call().function()) {
            case "_&&_" -> conditional(node, truth(parts.get(0)), truth(parts.get(1)), constant(false));
            case "_||_" -> conditional(node, truth(parts.get(0)), constant(true), truth(parts.get(1)));
            case "_?_:_" -> conditional(node, truth(parts.get(0)), parts.get(1), parts.get(2));
            case "!_" -> conditional(node, truth(parts.get(0)), constant(false), constant(true));
            default ->
                CelExpr.ofCall(
                        node.id(),
                        node.call().target().map(this::spell),
                        node.call().function(),
                        parts);
        };
    }

    private ImmutableList<CelExpr> spell(List<CelExpr> nodes) {
        return nodes.stream().map(this::spell).collect(ImmutableList.toImmutableList());
    }

    private static CelExpr conditional(CelExpr node, CelExpr condition, CelExpr yes, CelExpr no) {
        return CelExpr.ofCall(node.id(), Optional.empty(), "_?_:_", ImmutableList.of(condition, yes, no));
    }

    private CelExpr truth(CelExpr node) {
        return CelExpr.ofCall(nextId++, Optional.empty(), "@truth", ImmutableList.of(node));
    }

    private CelExpr constant(boolean value) {
        return CelExpr.ofConstant(nextId++, CelConstant.ofValue(value));
    }

    private static List<CelFunctionBinding> decimals() {
        MathContext sixteen = new MathContext(16, RoundingMode.HALF_EVEN);
        List<CelFunctionBinding> result = new ArrayList<>(List.of(
                unary("decimal_literal", x -> new BigDecimal((String) x)),
                unary("negate_decimal", x -> number(x).negate()),
                unary("abs_decimal", x -> number(x).abs()),
                arithmetic("add_decimal", BigDecimal::add),
                arithmetic("subtract_decimal", BigDecimal::subtract),
                arithmetic("multiply_decimal", BigDecimal::multiply),
                arithmetic("divide_decimal", (a, b) -> a.divide(b, sixteen)),
                arithmetic("modulo_decimal", BigDecimal::remainder),
                arithmetic("min_decimal", (a, b) -> b.compareTo(a) < 0 ? b : a),
                arithmetic("max_decimal", (a, b) -> b.compareTo(a) > 0 ? b : a),
                unary("decimal_size_of_target", CelLibrary::size),
                total("or_else", (x, y) -> isMissing(x) ? y : x),
                CelFunctionBinding.from("is_null", Object.class, CelLibrary::isMissing),
                CelFunctionBinding.from("is_present", Object.class, x -> !isMissing(x)),
                in("in_decimal", (x, y) -> number(x).compareTo(number(y)) == 0)));
        result.add(total("seconds_between", CelLibrary::seconds));
        result.add(CelFunctionBinding.from(
                "distance_km",
                List.of(Object.class, Object.class, Object.class, Object.class),
                CelLibrary::kilometres));
        comparisons("decimal", (x, y) -> number(x).compareTo(number(y)), result);
        return result;
    }

    private static List<CelFunctionBinding> equalities() {
        List<CelFunctionBinding> result = new ArrayList<>();
        for (String type : List.of("string", "bool", "timestamp")) {
            result.add(test("equals_" + type, Object::equals));
            result.add(test("not_equals_" + type, (x, y) -> !x.equals(y)));
        }
        result.add(unary("decimal_size", CelLibrary::size));
        return result;
    }

    private static List<CelFunctionBinding> texts() {
        List<CelFunctionBinding> result = new ArrayList<>(List.of(
                CelFunctionBinding.from("truth", Object.class, x -> Boolean.TRUE.equals(x)),
                unary("string_to_timestamp", x -> Instant.parse((String) x)),
                test("starts_with_string", (x, y) -> ((String) x).startsWith((String) y)),
                test("ends_with_string", (x, y) -> ((String) x).endsWith((String) y)),
                test("contains_string", (x, y) -> ((String) x).contains((String) y)),
                test("matches_string", (x, y) -> Pattern.compile((String) y)
                        .matcher((String) x)
                        .find()),
                in("in_list", Object::equals)));
        ordering("string", (x, y) -> ((String) x).compareTo((String) y), result);
        ordering("timestamp", (x, y) -> ((Instant) x).compareTo((Instant) y), result);
        return result;
    }

    private static void comparisons(
            String type, BiFunction<Object, Object, Integer> compare, List<CelFunctionBinding> to) {
        ordering(type, compare, to);
        to.add(test("equals_" + type, (x, y) -> compare.apply(x, y) == 0));
        to.add(test("not_equals_" + type, (x, y) -> compare.apply(x, y) != 0));
    }

    private static void ordering(
            String type, BiFunction<Object, Object, Integer> compare, List<CelFunctionBinding> to) {
        to.add(test("less_" + type, (x, y) -> compare.apply(x, y) < 0));
        to.add(test("less_equals_" + type, (x, y) -> compare.apply(x, y) <= 0));
        to.add(test("greater_" + type, (x, y) -> compare.apply(x, y) > 0));
        to.add(test("greater_equals_" + type, (x, y) -> compare.apply(x, y) >= 0));
    }

    private static CelFunctionBinding unary(String id, Function<Object, Object> function) {
        return CelFunctionBinding.from(id, Object.class, x -> isMissing(x) ? x : function.apply(x));
    }

    private static CelFunctionBinding arithmetic(String id, BiFunction<BigDecimal, BigDecimal, BigDecimal> function) {
        return total(
                id, (x, y) -> isMissing(x) || isMissing(y) ? Missing.MISSING : function.apply(number(x), number(y)));
    }

    private static CelFunctionBinding test(String id, BiPredicate<Object, Object> test) {
        return total(id, (x, y) -> !isMissing(x) && !isMissing(y) && test.test(x, y));
    }

    private static CelFunctionBinding in(String id, BiPredicate<Object, Object> equality) {
        return total(
                id,
                (x, list) ->
                        !isMissing(x) && ((List<?>) list).stream().anyMatch(y -> !isMissing(y) && equality.test(x, y)));
    }

    private static CelFunctionBinding total(String id, BiFunction<Object, Object, Object> function) {
        return CelFunctionBinding.from(id, Object.class, Object.class, function::apply);
    }

    private static Object seconds(Object from, Object to) {
        if (isMissing(from) || isMissing(to)) {
            return Missing.MISSING;
        }
        BigDecimal nanos = BigDecimal.valueOf(
                Duration.between((Instant) from, (Instant) to).toNanos(), 9);
        return new BigDecimal(nanos.stripTrailingZeros().toPlainString());
    }

    private static Object kilometres(Object[] degrees) {
        double[] at = new double[4];
        for (int i = 0; i < at.length; i++) {
            at[i] = isMissing(degrees[i]) ? 0 : number(degrees[i]).doubleValue();
            if (Math.abs(at[i]) > (i % 2 == 0 ? 90 : 180)) {
                throw new IllegalArgumentException("beyond the bounds");
            }
        }
        if (List.of(degrees).contains(Missing.MISSING)) {
            return Missing.MISSING;
        }
        double kilometres = GreatCircle.kilometres(at[0], at[1], at[2], at[3]);
        BigDecimal metres = new BigDecimal(kilometres).setScale(3, RoundingMode.HALF_EVEN);
        return new BigDecimal(metres.stripTrailingZeros().toPlainString());
    }

    private static BigDecimal size(Object text) {
        return BigDecimal.valueOf(((String) text).codePoints().count());
    }

    private static BigDecimal number(Object value) {
        return (BigDecimal) value;
    }

    private static boolean isMissing(Object value) {
        return value == Missing.MISSING;
    }
}
