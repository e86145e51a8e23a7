package io.bellbuoy.engine.condition;

import io.bellbuoy.engine.event.FieldType;
import java.util.List;
import java.util.Random;

/** Random well-typed sources over the names of {@link Values}, with every operator and function of the language. */
final class RandomExpressions {

    private static final List<String> NUMBERS = List.of(
            "0", "1", "2.5", "0.10", "0.1", "5u", "1e2", "-3", "0x1F", "12345.678", "-0.5", "0.12345678901234567891");
    private static final List<String> TEXTS = List.of("''", "'DE'", "'FR'", "'APPROVED'", "'é😀'", "\"a'b\"");
    private static final List<String> TIMES =
            List.of("timestamp('2026-01-31T12:00:00Z')", "timestamp('2026-01-31T13:00:00.001+01:00')");
    private static final List<String> PATTERNS = List.of("'^D'", "'E$'", "'[A-F]+'", "'.*'", "'^$'", "r'\\w{3}'");

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    String of(FieldType type, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf(type);
        }
        int next = depth - 1;
        return switch (random.nextInt(8)) {
            case 0 -> "orElse(" + of(type, next) + ", " + of(type, next) + ")";
            case 1 -> "(" + of(FieldType.BOOLEAN, next) + " ? " + of(type, next) + " : " + of(type, next) + ")";
            default ->
                switch (type) {
                    case DECIMAL -> decimal(next);
                    case BOOLEAN -> bool(next);
                    case STRING, TIMESTAMP -> leaf(type);
                };
        };
    }

    private String leaf(FieldType type) {
        boolean literal = random.nextInt(3) == 0;
        return switch (type) {
            case DECIMAL -> literal ? pick(NUMBERS) : pick(List.of("amount", "total", "n", "features.mean30d"));
            case STRING -> literal ? pick(TEXTS) : pick(List.of("country", "status"));
            case BOOLEAN -> literal ? pick(List.of("true", "false")) : pick(List.of("flag", "vip"));
            case TIMESTAMP -> literal ? pick(TIMES) : pick(List.of("timestamp", "dueAt"));
        };
    }

    private String decimal(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> "-(" + of(FieldType.DECIMAL, depth) + ")";
            case 1 -> "abs(" + of(FieldType.DECIMAL, depth) + ")";
            case 2 ->
                pick(List.of("min", "max")) + "(" + of(FieldType.DECIMAL, depth) + ", " + of(FieldType.DECIMAL, depth)
                        + ")";
            case 3 ->
                random.nextBoolean()
                        ? "size(" + of(FieldType.STRING, depth) + ")"
                        : of(FieldType.STRING, depth) + ".size()";
            case 4 -> infix(FieldType.DECIMAL, List.of("+", "-", "*"), depth);
            case 5 -> distance(depth);
            case 6 -> "secondsBetween(" + of(FieldType.TIMESTAMP, depth) + ", " + of(FieldType.TIMESTAMP, depth) + ")";
            default -> division(depth);
        };
    }

    /** One of the four numbers is any, so rarely in range. */
    private String distance(int depth) {
        return "distanceKm(" + leaf(FieldType.DECIMAL) + " % 90, -12.5, " + of(FieldType.DECIMAL, depth) + ", n % 180)";
    }

    /** Often by zero, so that what hides a failure shows; not by a literal one, which is refused. */
    private String division(int depth) {
        String any = random.nextInt(3) == 0 ? "0" : of(FieldType.DECIMAL, depth);
        String divisor = any.equals("0") ? "(1 - 1)" : any;
        return "(" + of(FieldType.DECIMAL, depth) + pick(List.of(" / ", " % ")) + divisor + ")";
    }

    private String bool(int depth) {
        FieldType any = FieldType.values()[random.nextInt(4)];
        return switch (random.nextInt(10)) {
            case 0 -> "!" + of(FieldType.BOOLEAN, depth);
            case 1, 2 -> infix(FieldType.BOOLEAN, List.of("&&", "||"), depth);
            case 3 -> infix(any, List.of("==", "!="), depth);
            case 4 -> nullTest(any, depth);
            case 5 -> membership(depth);
            case 6 -> textTest(depth);
            default -> infix(ordered(), List.of("<", "<=", ">", ">=", "==", "!="), depth);
        };
    }

    private FieldType ordered() {
        return pick(List.of(FieldType.DECIMAL, FieldType.DECIMAL, FieldType.STRING, FieldType.TIMESTAMP));
    }

    private String infix(FieldType operands, List<String> operators, int depth) {
        return "(" + of(operands, depth) + " " + pick(operators) + " " + of(operands, depth) + ")";
    }

    private String nullTest(FieldType type, int depth) {
        String operator = pick(List.of(" == ", " != "));
        String operand = of(type, depth);
        return random.nextBoolean() ? "(" + operand + operator + "null)" : "(null" + operator + operand + ")";
    }

    private String membership(int depth) {
        FieldType type = pick(List.of(FieldType.DECIMAL, FieldType.STRING));
        StringBuilder elements = new StringBuilder();
        boolean literals = random.nextBoolean();
        for (int left = random.nextInt(4); left > 0; left--) {
            String literal = pick(type == FieldType.DECIMAL ? NUMBERS : TEXTS);
            elements.append(elements.isEmpty() ? "" : ", ").append(literals ? literal : of(type, Math.min(depth, 1)));
        }
        return "(" + of(type, depth) + " in [" + elements + "])";
    }

    private String textTest(int depth) {
        String text = of(FieldType.STRING, depth);
        if (random.nextInt(4) == 0) {
            return text + ".matches(" + pick(PATTERNS) + ")";
        }
        return text + "." + pick(List.of("startsWith", "endsWith", "contains")) + "(" + of(FieldType.STRING, depth)
                + ")";
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
