package io.bellbuoy.engine.condition;

import static io.bellbuoy.engine.condition.Vocabulary.BOOLEAN;
import static io.bellbuoy.engine.condition.Vocabulary.DECIMAL;
import static io.bellbuoy.engine.condition.Vocabulary.STRING;
import static io.bellbuoy.engine.condition.Vocabulary.TIMESTAMP;

import dev.cel.common.types.CelType;
import io.bellbuoy.engine.condition.Node.Literal;
import io.bellbuoy.engine.condition.Node.Slot;
import io.bellbuoy.engine.condition.Node.Truth;
import io.bellbuoy.engine.condition.Overload.Call;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons and {@code in}. Any comparison with null is false, {@code !=} too. Decimals compare by their numeric value
 * ({@code 0.10 == 0.1}), strings by UTF-16 code unit as CEL's library does, {@code false} is less than {@code true}.
 */
final class Comparisons {

    private Comparisons() {}

    /** Which results of {@code compareTo} an operator accepts: a bit each for less, equal and greater. */
    private enum Relation {
        LESS("_<_", 0b001),
        LESS_EQUALS("_<=_", 0b011),
        GREATER("_>_", 0b100),
        GREATER_EQUALS("_>=_", 0b110),
        EQUALS("_==_", 0b010),
        NOT_EQUALS("_!=_", 0b101);

        private final String function;
        private final int accepted;

        Relation(String function, int accepted) {
            this.function = function;
            this.accepted = accepted;
        }

        private List<CelType> types() {
            return this == EQUALS || this == NOT_EQUALS
                    ? List.of(DECIMAL, STRING, TIMESTAMP, BOOLEAN)
                    : List.of(DECIMAL, STRING, TIMESTAMP);
        }
    }

    /** Which results of {@code compareTo} an operator accepts: a bit each for less, equal and greater; 0 for what is none. */
    static int accepted(String function) {
        for (Relation relation : Relation.values()) {
            if (relation.function.equals(function)) {
                return relation.accepted;
            }
        }
        return 0;
    }

    static List<Overload> overloads() {
        List<Overload> overloads = new ArrayList<>();
        for (Relation relation : Relation.values()) {
            for (CelType type : relation.types()) {
                String id = Vocabulary.id(relation.name(), type);
                overloads.add(Overload.global(relation.function, id, factory(relation, type), BOOLEAN, type, type));
            }
        }
        overloads.add(Overload.global("@in", "in_list", Comparisons::textIn, BOOLEAN, STRING, Vocabulary.list(STRING)));
        overloads.add(Overload.global(
                "@in", "in_decimal", Comparisons::decimalIn, BOOLEAN, DECIMAL, Vocabulary.list(DECIMAL)));
        return overloads;
    }

    private static Overload.Factory factory(Relation relation, CelType type) {
        if (type.equals(DECIMAL)) {
            return call -> decimals(call, relation.accepted);
        }
        if (type.equals(STRING) && relation == Relation.EQUALS) {
            return Comparisons::textEquals;
        }
        return call -> comparables(call, relation.accepted);
    }

    private static boolean accepts(int accepted, int comparison) {
        return (accepted >> (Integer.signum(comparison) + 1) & 1) != 0;
    }

    /** What a relation accepts once its sides are exchanged: less and greater change places. */
    private static int mirrored(int accepted) {
        return (accepted & 0b010) | accepted >> 2 | (accepted & 1) << 2;
    }

    private static Truth decimals(Call call, int accepted) {
        Node<BigDecimal> left = call.argument(0);
        Node<BigDecimal> right = call.argument(1);
        if (right instanceof Literal<BigDecimal> literal) {
            return decimalAgainst(left, literal.constant(), accepted);
        }
        if (left instanceof Literal<BigDecimal> literal) {
            return decimalAgainst(right, literal.constant(), mirrored(accepted));
        }
        return bindings -> {
            @Nullable BigDecimal a = left.value(bindings);
            @Nullable BigDecimal b = right.value(bindings);
            return a != null && b != null && accepts(accepted, a.compareTo(b));
        };
    }

    /** The most frequent condition of all, {@code total > 10000}: no calls but of the bindings and the comparison. */
    private static Truth decimalAgainst(Node<BigDecimal> node, BigDecimal constant, int accepted) {
        if (node instanceof Slot<BigDecimal> slot) {
            int index = slot.index();
            return bindings -> {
                @Nullable BigDecimal value = (BigDecimal) bindings.value(index);
                return value != null && accepts(accepted, value.compareTo(constant));
            };
        }
        return bindings -> {
            @Nullable BigDecimal value = node.value(bindings);
            return value != null && accepts(accepted, value.compareTo(constant));
        };
    }

    private static Truth textEquals(Call call) {
        Node<String> left = call.argument(0);
        Node<String> right = call.argument(1);
        return bindings -> {
            @Nullable String a = left.value(bindings);
            @Nullable String b = right.value(bindings);
            return a != null && a.equals(b);
        };
    }

    private static Truth comparables(Call call, int accepted) {
        Node<Comparable<Object>> left = call.argument(0);
        Node<Comparable<Object>> right = call.argument(1);
        return bindings -> {
            @Nullable Comparable<Object> a = left.value(bindings);
            @Nullable Comparable<Object> b = right.value(bindings);
            return a != null && b != null && accepts(accepted, a.compareTo(b));
        };
    }

    private static Truth textIn(Call call) {
        Node<String> value = call.argument(0);
        List<Node<?>> elements = elements(call);
        if (!areLiterals(elements)) {
            return anyOf(value, elements);
        }
        Set<Object> constants = elements.stream().map(Comparisons::constant).collect(Collectors.toUnmodifiableSet());
        return bindings -> {
            @Nullable String text = value.value(bindings);
            return text != null && constants.contains(text);
        };
    }

    private static Truth decimalIn(Call call) {
        Node<BigDecimal> value = call.argument(0);
        List<Node<?>> elements = elements(call);
        if (!areLiterals(elements)) {
            return anyOf(value, elements);
        }
        // A tree compares numerically, where a hash set would tell 0.10 from 0.1.
        TreeSet<BigDecimal> constants = elements.stream()
                .map(element -> (BigDecimal) constant(element))
                .collect(Collectors.toCollection(TreeSet::new));
        return bindings -> {
            @Nullable BigDecimal number = value.value(bindings);
            return number != null && constants.contains(number);
        };
    }

    /** Evaluates all elements even after a hit, as CEL does: a failure is never hidden by the order of the list. */
    private static <T extends Comparable<T>> Truth anyOf(Node<T> value, List<Node<?>> elements) {
        @SuppressWarnings("unchecked") // the checker has seen to the elements' type
        Node<T>[] candidates = (Node<T>[]) elements.toArray(Node<?>[]::new);
        return bindings -> {
            @Nullable T wanted = value.value(bindings);
            boolean found = false;
            for (Node<T> candidate : candidates) {
                @Nullable T element = candidate.value(bindings);
                found |= wanted != null && element != null && wanted.compareTo(element) == 0;
            }
            return found;
        };
    }

    private static List<Node<?>> elements(Call call) {
        return call.arguments().subList(1, call.arguments().size());
    }

    private static boolean areLiterals(List<Node<?>> nodes) {
        return nodes.stream().allMatch(Literal.class::isInstance);
    }

    private static Object constant(Node<?> node) {
        return ((Literal<?>) node).constant();
    }
}
