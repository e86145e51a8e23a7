package io.bellbuoy.engine.condition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.bellbuoy.engine.event.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that expressions can say: the types, and the operators and functions with their overloads. CEL's own environment is
 * left out, so that there is no second number type, no dyn and no macro.
 */
final class Vocabulary {

    static final CelType DECIMAL = OpaqueType.create("decimal");
    static final CelType STRING = SimpleType.STRING;
    static final CelType BOOLEAN = SimpleType.BOOL;
    static final CelType TIMESTAMP = SimpleType.TIMESTAMP;
    /** One type, whichever, for all parameters of an overload that have it. */
    static final CelType ANY = TypeParamType.create("A");

    private static final List<Overload> ALL = Stream.of(
                    Logic.overloads(),
                    Comparisons.overloads(),
                    Decimals.overloads(),
                    Texts.overloads(),
                    Distances.overloads())
            .flatMap(List::stream)
            .toList();
    private static final Map<String, Overload> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Overload::id, Function.identity()));

    private Vocabulary() {}

    /** The checker's environment for these names. */
    static CelCompilerBuilder compiler(Names names) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardEnvironmentEnabled(false)
                .setOptions(
                        CelOptions.current().retainRepeatedUnaryOperators(true).build());
        functions()
                .forEach(function -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        function, overloads(function).map(Overload::declaration).toList())));
        names.all().forEach((name, slot) -> builder.addVar(name, type(slot.type())));
        return builder;
    }

    /** The id of an operator's overload for operands of a type, as CEL forms it: {@code less_equals_string}. */
    static String id(String operation, CelType type) {
        return (operation + "_" + type.name()).toLowerCase(Locale.ROOT).replace("google.protobuf.", "");
    }

    static CelType list(CelType element) {
        return ListType.create(element);
    }

    private static Stream<String> functions() {
        return ALL.stream().map(Overload::function).distinct();
    }

    private static Stream<Overload> overloads(String function) {
        return ALL.stream().filter(overload -> overload.function().equals(function));
    }

    static boolean has(String function) {
        return overloads(function).findAny().isPresent();
    }

    static Overload overload(String id) {
        Overload overload = BY_ID.get(id);
        if (overload == null) {
            throw new IllegalStateException("The checker chose the unknown overload '" + id + "'.");
        }
        return overload;
    }

    /** The ways to write a call of the function. */
    static List<String> forms(String function) {
        return overloads(function).map(Overload::form).distinct().toList();
    }

    /** The functions that have a name, in alphabetical order. */
    static List<String> functionNames() {
        return functions()
                .filter(name -> Character.isLetter(name.charAt(0)))
                .sorted()
                .toList();
    }

    /** A function as the author wrote it: {@code >} for {@code _>_}. */
    static String display(String function) {
        return function.equals("_?_:_") ? "? :" : function.replace("_", "").replace("@", "");
    }

    static CelType type(FieldType type) {
        return switch (type) {
            case DECIMAL -> DECIMAL;
            case STRING -> STRING;
            case BOOLEAN -> BOOLEAN;
            case TIMESTAMP -> TIMESTAMP;
        };
    }

    static FieldType fieldType(CelType type) {
        for (FieldType candidate : FieldType.values()) {
            if (type(candidate).equals(type)) {
                return candidate;
            }
        }
        throw new IllegalStateException("The checker found the unknown type " + type.name() + ".");
    }

    /** A type as messages spell it. */
    static String spell(CelType type) {
        if (type instanceof ListType list) {
            return "[" + spell(list.elemType()) + ", ..]";
        }
        return type.equals(ANY) ? "any" : fieldType(type).name().toLowerCase(Locale.ROOT);
    }
}
