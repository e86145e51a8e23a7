package io.bellbuoy.engine.condition;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An operator or function for one list of parameter types: what the checker knows of it, and how it is compiled. Where CEL
 * has an operation of the same meaning, the id is CEL's.
 *
 * @param function the name in the tree, such as {@code _>_} or {@code startsWith}
 * @param id what the checker calls this overload
 * @param member whether it is called on its first parameter
 */
record Overload(String function, String id, boolean member, CelType result, List<CelType> parameters, Factory factory) {

    /** Makes the closure of a call. */
    @FunctionalInterface
    interface Factory {

        /** @throws ExpressionException if the arguments have the right types and are not allowed still */
        Node<?> create(Call call);
    }

    /**
     * A checked call.
     *
     * @param arguments the compiled arguments, the target first; the elements of a list stand in the list's place
     * @param offset the place in the source
     * @param diagnostics for problems at that place
     */
    record Call(List<Node<?>> arguments, String operation, int offset, Diagnostics diagnostics) {

        @SuppressWarnings("unchecked") // the checker has seen to the types
        <T> Node<T> argument(int index) {
            return (Node<T>) arguments.get(index);
        }

        /** An argument that must be written as a string. */
        String literal(int index) {
            if (arguments.get(index) instanceof Node.Literal<?> literal) {
                return (String) literal.constant();
            }
            throw problem(
                    "'" + operation + "' got a computed argument",
                    "a string written in the expression, since it is read once, at start-up",
                    "Write the argument in quotes.");
        }

        ExpressionException problem(String found, String allowed, String next) {
            return diagnostics.problem(offset, found, allowed, next);
        }

        /** The operation and its place, for failures at run time. */
        String place() {
            return "'" + operation + "'" + diagnostics.place(offset);
        }
    }

    static Overload global(String function, String id, Factory factory, CelType result, CelType... parameters) {
        return new Overload(function, id, false, result, List.of(parameters), factory);
    }

    static Overload member(String function, String id, Factory factory, CelType result, CelType... parameters) {
        return new Overload(function, id, true, result, List.of(parameters), factory);
    }

    CelOverloadDecl declaration() {
        return member
                ? CelOverloadDecl.newMemberOverload(id, result, parameters)
                : CelOverloadDecl.newGlobalOverload(id, result, parameters);
    }

    /** How a call of it is written, with types in place of values: {@code decimal > decimal}. */
    String form() {
        List<String> types = parameters.stream().map(Vocabulary::spell).toList();
        if (function.contains("_")) {
            return operatorForm(types);
        }
        if (function.startsWith("@")) {
            return types.get(0) + " " + Vocabulary.display(function) + " " + types.get(1);
        }
        return member ? types.get(0) + "." + function + list(types.subList(1, types.size())) : function + list(types);
    }

    private String operatorForm(List<String> types) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (char c : function.toCharArray()) {
            text.append(c == '_' ? types.get(next++) : c == '!' || c == '-' && next == 0 ? c : " " + c + " ");
        }
        return text.toString().replace("  ", "").strip();
    }

    private static String list(List<String> types) {
        return types.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
