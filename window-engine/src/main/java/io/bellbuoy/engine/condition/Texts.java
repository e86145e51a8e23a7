package io.bellbuoy.engine.condition;

import static io.bellbuoy.engine.condition.Vocabulary.BOOLEAN;
import static io.bellbuoy.engine.condition.Vocabulary.DECIMAL;
import static io.bellbuoy.engine.condition.Vocabulary.STRING;
import static io.bellbuoy.engine.condition.Vocabulary.TIMESTAMP;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.bellbuoy.engine.condition.Node.Literal;
import io.bellbuoy.engine.condition.Node.Truth;
import io.bellbuoy.engine.condition.Overload.Call;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of strings. The tests are false for null, the size of null is null. */
final class Texts {

    private Texts() {}

    /** A test of two strings. */
    @FunctionalInterface
    private interface Test {

        boolean holds(String text, String part);
    }

    static List<Overload> overloads() {
        return List.of(
                test("startsWith", "starts_with_string", String::startsWith),
                test("endsWith", "ends_with_string", String::endsWith),
                test("contains", "contains_string", String::contains),
                Overload.member("matches", "matches_string", Texts::matches, BOOLEAN, STRING, STRING),
                Overload.member("size", "decimal_size_of_target", Texts::size, DECIMAL, STRING),
                Overload.global("size", "decimal_size", Texts::size, DECIMAL, STRING),
                Overload.global("timestamp", "string_to_timestamp", Texts::timestamp, TIMESTAMP, STRING));
    }

    private static Overload test(String function, String id, Test test) {
        return Overload.member(function, id, call -> test(call, test), BOOLEAN, STRING, STRING);
    }

    private static Truth test(Call call, Test test) {
        Node<String> left = call.argument(0);
        Node<String> right = call.argument(1);
        return bindings -> {
            @Nullable String text = left.value(bindings);
            @Nullable String part = right.value(bindings);
            return text != null && part != null && test.holds(text, part);
        };
    }

    /** Finds the pattern anywhere in the text, as CEL defines it; {@code ^} and {@code $} anchor it. */
    private static Truth matches(Call call) {
        Node<String> operand = call.argument(0);
        Pattern pattern = pattern(call);
        return bindings -> {
            @Nullable String text = operand.value(bindings);
            return text != null && pattern.matcher(text).find();
        };
    }

    private static Pattern pattern(Call call) {
        String source = call.literal(1);
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            throw call.problem(
                    "the pattern '" + source + "' is invalid: " + e.getDescription(),
                    "RE2 patterns (no look-around, no back-references)",
                    "Correct the pattern.");
        }
    }

    /** Counts code points. */
    private static Node<BigDecimal> size(Call call) {
        Node<String> operand = call.argument(0);
        return bindings -> {
            @Nullable String text = operand.value(bindings);
            return text == null ? null : BigDecimal.valueOf(text.codePointCount(0, text.length()));
        };
    }

    private static Node<Instant> timestamp(Call call) {
        String text = call.literal(0);
        try {
            return new Literal<>(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw call.problem(
                    "'" + text + "' is no timestamp",
                    "RFC 3339 with a zone, as '2026-01-31T12:00:00Z'",
                    "Correct the timestamp.");
        }
    }
}
