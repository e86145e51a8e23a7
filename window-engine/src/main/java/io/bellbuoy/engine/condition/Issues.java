package io.bellbuoy.engine.condition;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what CEL's parser and checker report in the words of the rule language. */
final class Issues {

    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '(.+?)' applied to '(.*?)'.*", Pattern.DOTALL);
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting .*", Pattern.DOTALL);
    private static final Pattern NO_VIABLE = Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
    private static final Pattern UNRECOGNISED = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern NO_INTEGER = Pattern.compile("For input string: \"(.*?)\".*", Pattern.DOTALL);
    private static final Pattern RESERVED = Pattern.compile("reserved identifier: (.*)");

    private Issues() {}

    /** @param issue the first one; those behind it are often its consequences */
    static ExpressionException problem(CelIssue issue, Diagnostics diagnostics) {
        return problem(issue.getMessage(), diagnostics.offset(issue), diagnostics);
    }

    private static ExpressionException problem(String message, int offset, Diagnostics diagnostics) {
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return noOverload(overload.group(1), overload.group(2), offset, diagnostics);
        }
        Matcher reserved = RESERVED.matcher(message);
        if (reserved.matches()) {
            String found = "'" + reserved.group(1) + "', which CEL reserves";
            return diagnostics.problem(offset, found, "other names", "Rename the field or value.");
        }
        Matcher integer = NO_INTEGER.matcher(message);
        if (integer.matches()) {
            String found = "a whole number beyond 64 bits";
            return diagnostics.problem(offset, found, "-2^63 to 2^63 - 1, or any with a point", "Append '.0'.");
        }
        return syntax(message, offset, diagnostics);
    }

    private static ExpressionException noOverload(String function, String types, int offset, Diagnostics diagnostics) {
        String found = "'" + Vocabulary.display(function) + "' does not take " + spell(types);
        String allowed = String.join(", ", Vocabulary.forms(function));
        boolean sameType = allowed.contains("any");
        return diagnostics.problem(
                offset,
                found,
                allowed + (sameType ? " ('any' is one type for all)" : ""),
                "Use operands of these types.");
    }

    private static ExpressionException syntax(String message, int offset, Diagnostics diagnostics) {
        for (Pattern pattern : List.of(UNEXPECTED, NO_VIABLE, UNRECOGNISED)) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.matches()) {
                String token = matcher.group(1).strip();
                String found = token.equals("<EOF>") ? "an unexpected end" : "unexpected '" + token + "'";
                return diagnostics.problem(offset, found, "a CEL expression", advice(token));
            }
        }
        return diagnostics.problem(offset, message, "a CEL expression", "Correct the syntax.");
    }

    private static String advice(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "=" -> "Write '==' to compare.";
            case "and", "&" -> "Write '&&'.";
            case "or", "|" -> "Write '||'.";
            case "not" -> "Write '!'.";
            case ">" -> "Correct the operator: '!=' says unequal, '>=' at least.";
            case "is" -> "Write '==', as in x == null.";
            case "\u201c", "\u201d", "\u2018", "\u2019" -> "Write straight quotes, \" or '.";
            case "," -> "Separate arguments only by commas; numbers have none, as in 10000.";
            case "<eof>" -> "Complete the expression.";
            default ->
                token.startsWith("'") || token.startsWith("\"")
                        ? "Close the string with a quote of the same kind."
                        : "Correct the syntax.";
        };
    }

    private static String spell(String celTypes) {
        return celTypes.replace("google.protobuf.Timestamp", "timestamp")
                .replaceAll("list\\(([a-z]+)\\)", "[$1, ..]")
                .replaceAll("\\bbool\\b", "boolean");
    }
}
