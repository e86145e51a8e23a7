package io.bellbuoy.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import io.bellbuoy.engine.event.FieldType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a condition or a computed value into an {@link Expression}. The language is CEL with one number type,
 * exact decimal.
 *
 * <ul>
 *   <li>Literals {@code 10000}, {@code 0.3} and {@code 5u} are the decimals that they spell. {@code + - * %} are exact,
 *       {@code /} rounds half-even to 16 significant digits. {@code ==} and {@code !=} compare decimals numerically.
 *   <li>Strings, booleans and timestamps compare with their own type. Strings have {@code startsWith}, {@code endsWith},
 *       {@code contains}, {@code matches} (RE2, found anywhere, the pattern a literal) and {@code size} (code points).
 *       {@code in} takes a list that is written out, of strings or of numbers. {@code timestamp('2026-01-31T12:00:00Z')}
 *       is a literal. {@code min}, {@code max} and {@code abs} take numbers; {@code orElse(x, y)} takes any type.
 *   <li>{@code distanceKm(latitude, longitude, latitude, longitude)} is the great-circle distance of two places in degrees,
 *       to a metre; {@code secondsBetween(from, to)} the exact seconds from one timestamp to another.
 *   <li>Null is no data and never a failure. A comparison with null, {@code in} and the tests of strings are false,
 *       {@code !=} too; {@code x == null} and {@code x != null} with a literal null ask for it. Arithmetic with null, and
 *       the size of null, are null. Where a truth value is asked for (by {@code && || !}, the condition of {@code ? :},
 *       {@link Expression#holds}), null is false; so {@code !(x > 5)} and {@code !flag} are true without data.
 *   <li>{@code &&}, {@code ||} and {@code ? :} go from left to right and stop when the result is known. CEL's own
 *       {@code &&} and {@code ||} also let a deciding right side forgive a failure on the left; here it fails. All else
 *       evaluates all its operands, {@code orElse} included.
 * </ul>
 *
 * <p>Macros, maps, messages, lists elsewhere, bytes, durations and dyn are refused. Stateless and thread-safe, as long as
 * the {@link Names} do not change meanwhile.
 */
public final class ExpressionCompiler {

    /**
     * Compiles an expression of any type.
     *
     * @param names the names that it may use
     * @param owner whose it is, as "rule 'high-value', when"; opens the message of an error
     * @throws ExpressionException if it does not parse, or has unknown names, mismatched types or unsupported parts
     */
    public Expression compile(String source, Names names, String owner) {
        Diagnostics diagnostics = new Diagnostics(owner, source);
        return compile(source, names, diagnostics);
    }

    /**
     * Compiles an expression that must be boolean; otherwise as {@link #compile}.
     *
     * @throws ExpressionException also if it is of another type
     */
    public Expression compileCondition(String source, Names names, String owner) {
        Diagnostics diagnostics = new Diagnostics(owner, source);
        Expression expression = compile(source, names, diagnostics);
        if (expression.type() != FieldType.BOOLEAN) {
            String type = Vocabulary.spell(Vocabulary.type(expression.type()));
            throw diagnostics.problem(
                    -1, "a condition of type " + type, "type boolean", "Compare the value, as in total > 10000.");
        }
        return expression;
    }

    /**
     * Whether a condition asks of one name what no value of it can meet, as in {@code amount > 5 && amount < 2}. Not all that
     * never holds is found.
     *
     * @throws ExpressionException as {@link #compile}
     */
    public boolean contradictsItself(String source, Names names, String owner) {
        return new Contradictions()
                .in(check(source, names, new Diagnostics(owner, source)).getExpr());
    }

    private static Expression compile(String source, Names names, Diagnostics diagnostics) {
        CelAbstractSyntaxTree tree = check(source, names, diagnostics);
        ClosureBuilder builder = new ClosureBuilder(tree, names, diagnostics);
        Node<?> root = builder.build();
        Guards guards = new Guards(names, builder::node).in(tree.getExpr());
        return new Compiled(
                source,
                Vocabulary.fieldType(tree.getResultType()),
                builder.slots(),
                guards.found(),
                guards.isSafe(),
                new Estimates(names, guards::isSafe).of(tree.getExpr()),
                root);
    }

    /** Parses, normalises and checks. */
    static CelAbstractSyntaxTree check(String source, Names names, Diagnostics diagnostics) {
        CelCompiler compiler = Vocabulary.compiler(names).build();
        CelAbstractSyntaxTree parsed = tree(compiler.parse(source), diagnostics);
        Normalizer normalizer = new Normalizer(names, diagnostics, parsed.getSource());
        return tree(compiler.check(normalizer.normalize(parsed.getExpr())), diagnostics);
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result, Diagnostics diagnostics) {
        if (result.hasError()) {
            throw Issues.problem(result.getErrors().get(0), diagnostics);
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("The tree is missing though it has no errors.", e);
        }
    }

    private record Compiled(
            String source,
            FieldType type,
            Set<Integer> slots,
            List<Guard> guards,
            boolean isSafe,
            @Nullable Estimate estimate,
            Node<?> root)
            implements Expression {

        @Override
        public @Nullable Object evaluate(Bindings bindings) {
            return root.value(bindings);
        }

        @Override
        public boolean holds(Bindings bindings) {
            return root.holds(bindings);
        }

        @Override
        public String toString() {
            return source;
        }
    }
}
