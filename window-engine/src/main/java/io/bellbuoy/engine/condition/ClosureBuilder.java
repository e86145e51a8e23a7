package io.bellbuoy.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.bellbuoy.engine.condition.Overload.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Builds the closures of a checked tree, and notes the slots that they read. Used for one tree. */
final class ClosureBuilder {

    private final CelAbstractSyntaxTree tree;
    private final Names names;
    private final Diagnostics diagnostics;
    private final SortedSet<Integer> slots = new TreeSet<>();

    ClosureBuilder(CelAbstractSyntaxTree tree, Names names, Diagnostics diagnostics) {
        this.tree = tree;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    Node<?> build() {
        return node(tree.getExpr());
    }

    /** The slots that the closures read, in ascending order. */
    Set<Integer> slots() {
        return Collections.unmodifiableSortedSet(slots);
    }

    /** The closure of a part of the tree. */
    Node<?> node(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> literal(node.constant());
            case IDENT, SELECT -> slot(node);
            case CALL -> call(node);
            default -> throw unexpected(node.getKind());
        };
    }

    private static Node<?> literal(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> new Node.Literal<>(constant.booleanValue());
            case STRING_VALUE -> new Node.Literal<>(constant.stringValue());
            default -> throw unexpected(constant.getKind());
        };
    }

    private Node<?> slot(CelExpr node) {
        String name = Normalizer.qualifiedName(node).orElseThrow(() -> unexpected(node.getKind()));
        Names.Slot slot = names.find(name);
        if (slot == null) {
            throw unexpected(name);
        }
        slots.add(slot.index());
        return new Node.Slot<>(slot.index());
    }

    private Node<?> call(CelExpr node) {
        List<Node<?>> arguments = new ArrayList<>();
        node.call().target().ifPresent(target -> arguments.add(node(target)));
        for (CelExpr argument : node.call().args()) {
            parts(argument).forEach(part -> arguments.add(node(part)));
        }
        String operation = Vocabulary.display(node.call().function());
        Call call = new Call(List.copyOf(arguments), operation, offset(node), diagnostics);
        return overload(node).factory().create(call);
    }

    /** An argument, or the elements of a list, which CEL lets be of several types. */
    private List<CelExpr> parts(CelExpr argument) {
        if (argument.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return List.of(argument);
        }
        List<CelExpr> elements = argument.list().elements();
        Set<String> types = elements.stream()
                .map(element -> Vocabulary.spell(tree.getTypeOrThrow(element.id())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (types.size() > 1) {
            throw diagnostics.problem(
                    offset(argument),
                    "a list of several types (" + String.join(", ", types) + ")",
                    "elements of one type",
                    "Give all elements the type of the value on the left.");
        }
        return elements;
    }

    private int offset(CelExpr node) {
        return tree.getSource().getPositionsMap().getOrDefault(node.id(), -1);
    }

    private Overload overload(CelExpr node) {
        List<String> ids = tree.getReferenceOrThrow(node.id()).overloadIds();
        if (ids.size() != 1) {
            throw unexpected(ids);
        }
        return Vocabulary.overload(ids.get(0));
    }

    private static IllegalStateException unexpected(Object part) {
        return new IllegalStateException("The checked tree contains " + part + ", which normalisation lets not pass.");
    }
}
