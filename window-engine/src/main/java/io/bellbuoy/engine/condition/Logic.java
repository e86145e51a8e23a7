package io.bellbuoy.engine.condition;

import static io.bellbuoy.engine.condition.Vocabulary.ANY;
import static io.bellbuoy.engine.condition.Vocabulary.BOOLEAN;

import io.bellbuoy.engine.condition.Node.Truth;
import io.bellbuoy.engine.condition.Overload.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Truth and null. There are two truth values: null counts as false where one is asked for. {@code &&}, {@code ||} and
 * {@code ? :} go from left to right and do not evaluate what they do not need; CEL's own {@code &&} and {@code ||} would
 * also forgive a failure on the left for a deciding value on the right.
 */
final class Logic {

    /** {@code x == null} after normalisation. */
    static final String IS_NULL = "@isNull";
    /** {@code x != null} after normalisation. */
    static final String IS_PRESENT = "@isPresent";

    private Logic() {}

    static List<Overload> overloads() {
        return List.of(
                Overload.global("_&&_", "logical_and", Logic::and, BOOLEAN, BOOLEAN, BOOLEAN),
                Overload.global("_||_", "logical_or", Logic::or, BOOLEAN, BOOLEAN, BOOLEAN),
                Overload.global("!_", "logical_not", Logic::not, BOOLEAN, BOOLEAN),
                Overload.global("_?_:_", "conditional", Logic::choose, ANY, BOOLEAN, ANY, ANY),
                Overload.global(IS_NULL, "is_null", Logic::isNull, BOOLEAN, ANY),
                Overload.global(IS_PRESENT, "is_present", Logic::isPresent, BOOLEAN, ANY),
                Overload.global("orElse", "or_else", Logic::orElse, ANY, ANY, ANY));
    }

    private static Truth and(Call call) {
        Node<?> left = call.argument(0);
        Node<?> right = call.argument(1);
        return bindings -> left.holds(bindings) && right.holds(bindings);
    }

    private static Truth or(Call call) {
        Node<?> left = call.argument(0);
        Node<?> right = call.argument(1);
        return bindings -> left.holds(bindings) || right.holds(bindings);
    }

    private static Truth not(Call call) {
        Node<?> operand = call.argument(0);
        return bindings -> !operand.holds(bindings);
    }

    private static Node<Object> choose(Call call) {
        Node<?> condition = call.argument(0);
        Node<Object> yes = call.argument(1);
        Node<Object> no = call.argument(2);
        return bindings -> condition.holds(bindings) ? yes.value(bindings) : no.value(bindings);
    }

    private static Truth isNull(Call call) {
        Node<?> operand = call.argument(0);
        return bindings -> operand.value(bindings) == null;
    }

    private static Truth isPresent(Call call) {
        Node<?> operand = call.argument(0);
        return bindings -> operand.value(bindings) != null;
    }

    /** The default is evaluated always, as CEL evaluates all arguments of a function. */
    private static Node<Object> orElse(Call call) {
        Node<Object> first = call.argument(0);
        Node<Object> otherwise = call.argument(1);
        return bindings -> {
            @Nullable Object value = first.value(bindings);
            @Nullable Object substitute = otherwise.value(bindings);
            return value != null ? value : substitute;
        };
    }
}
