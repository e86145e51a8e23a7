package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as a rule writes it, such as {@code sum(amount)} or {@code count()}.
 *
 * @param function the function
 * @param argument the argument's expression over the event's fields; null for {@code count()} and {@code rate()} alone
 * @param parameter the number that the function needs besides: for {@code quantile} the share, for {@code topk} how
 *     many, for {@code rate} the seconds of the window; null for others
 * @param user the aggregate written in Java; null for those of the engine
 */
public record AggregateCall(
        AggregateFunction function,
        @Nullable String argument,
        @Nullable BigDecimal parameter,
        @Nullable UserAggregate<?> user) {

    /** A call of one of the engine's own functions. */
    public AggregateCall(AggregateFunction function, @Nullable String argument, @Nullable BigDecimal parameter) {
        this(function, argument, parameter, null);
    }

    /** The ceiling of no parts. */
    public static final double FLOOR = Double.NEGATIVE_INFINITY;

    private static final Pattern CALL =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final BigDecimal LARGEST_TOP = BigDecimal.valueOf(100);
    private static final String QUANTILE_USAGE =
            "a value and a number between 0 and 1, both excluded, such as quantile(amount, 0.95)";
    private static final String TOPK_USAGE =
            "a value and a whole number from 1 to " + LARGEST_TOP + ", such as topk(country, 3)";

    /** Parses a call of one of the engine's own functions; see {@link #parse(String, Map)}. */
    public static AggregateCall parse(String text) {
        return parse(text, Map.of());
    }

    /**
     * Parses a call.
     *
     * @param users the aggregates written in Java, by their names
     * @throws IllegalArgumentException if it is not of the form {@code function(argument)} or the function is unknown; the
     *     message says what was found
     */
    public static AggregateCall parse(String text, Map<String, ? extends UserAggregate<?>> users) {
        Matcher call = CALL.matcher(text);
        if (!call.matches() || !isOneExpression(call.group(2))) {
            throw new IllegalArgumentException(
                    "'" + text + "', which is no call of one aggregate, such as sum(amount) or count()");
        }
        String argument = call.group(2).strip();
        UserAggregate<?> user = users.get(call.group(1));
        AggregateFunction function = user == null ? function(call.group(1)) : AggregateFunction.USER;
        if (argument.isEmpty() && function != AggregateFunction.COUNT && function != AggregateFunction.RATE) {
            throw new IllegalArgumentException("'" + text + "', which needs an argument, such as "
                    + (user == null ? function.spelling() : user.name()) + "(amount)");
        }
        return switch (function) {
            case QUANTILE -> withNumber(text, function, argument, AggregateCall::isShare, QUANTILE_USAGE);
            case TOPK -> withNumber(text, function, argument, AggregateCall::isSize, TOPK_USAGE);
            default -> new AggregateCall(function, argument.isEmpty() ? null : argument, null, user);
        };
    }

    /** Takes the number behind the last comma; commas before it belong to the expression. */
    private static AggregateCall withNumber(
            String text, AggregateFunction function, String arguments, Predicate<BigDecimal> allowed, String usage) {
        int comma = arguments.lastIndexOf(',');
        String argument = comma < 0 ? "" : arguments.substring(0, comma).strip();
        String second = comma < 0 ? "" : arguments.substring(comma + 1).strip();
        BigDecimal number = NUMBER.matcher(second).matches() ? new BigDecimal(second) : null;
        if (argument.isEmpty() || number == null || !allowed.test(number)) {
            throw new IllegalArgumentException("'" + text + "', which needs " + usage);
        }
        return new AggregateCall(function, argument, number);
    }

    private static boolean isShare(BigDecimal number) {
        return number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0;
    }

    private static boolean isSize(BigDecimal number) {
        return number.scale() <= 0 && number.signum() > 0 && number.compareTo(LARGEST_TOP) <= 0;
    }

    private static AggregateFunction function(String name) {
        return builtIn()
                .filter(function -> function.spelling().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the unknown aggregate '" + name + "'"));
    }

    private static Stream<AggregateFunction> builtIn() {
        return Arrays.stream(AggregateFunction.values()).filter(function -> function != AggregateFunction.USER);
    }

    /** Whether the parentheses around a text belong together, as they do not in {@code sum(a) / sum(b)}. */
    private static boolean isOneExpression(String inside) {
        int open = 0;
        char quote = 0;
        for (char c : inside.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The names of all aggregates, those of the engine first.
     *
     * @param users the names of those written in Java
     */
    public static List<String> names(Set<String> users) {
        return Stream.concat(
                        builtIn().map(AggregateFunction::spelling),
                        users.stream().sorted())
                .toList();
    }

    /** Whether a name is that of one of the engine's own functions, in any case. */
    public static boolean isBuiltIn(String name) {
        return builtIn().anyMatch(function -> function.spelling().equals(name.toLowerCase(Locale.ROOT)));
    }

    /** The function's name as rules spell it. */
    public String name() {
        return user == null ? function.spelling() : user.name();
    }

    /** Whether an argument of that type makes sense. */
    public boolean takes(FieldType type) {
        return user == null ? function.takes(type) : user.takes(type);
    }

    /** The type of the result for an argument of that type; null for no argument. */
    public FieldType resultType(@Nullable FieldType type) {
        return user == null || type == null ? function.resultType(type) : user.resultType(type);
    }

    /** The call over windows of a size, which {@code rate} divides by. */
    public AggregateCall over(Duration size) {
        return function == AggregateFunction.RATE
                ? new AggregateCall(function, argument, BigDecimal.valueOf(size.toMillis(), 3))
                : this;
    }

    /** The columns it needs, in the order that {@link #result} takes them. */
    public List<Accumulator> columns() {
        boolean countsEvents = function == AggregateFunction.RATE && argument == null;
        return countsEvents ? List.of(Accumulator.COUNT) : function.columns();
    }

    /**
     * The result.
     *
     * @param columns where the function's columns are among the states, in their order
     * @return for an aggregate written in Java the state, of which its {@link UserColumn} has the result
     */
    public @Nullable Object result(ColumnStates states, int[] columns) {
        return function.result(states, columns, parameter);
    }

    /** Nearly the result: within one in 10^9 of it, or {@link ColumnStates#UNKNOWN}. */
    public double approximately(ColumnStates states, int[] columns) {
        return function.approximately(states, columns);
    }

    /** Whether {@link #ceiling} can say anything. */
    public boolean hasCeiling() {
        return function.growth() != AggregateFunction.Growth.UNBOUNDED;
    }

    /**
     * What the result over any of the parts seen so far, or several of them, does not exceed by more than one in 10^9.
     *
     * @param soFar the ceiling of the parts before; {@link #FLOOR} for none
     * @param part the states of one more part that holds events
     * @return positive infinity if it is not known
     */
    public double ceiling(double soFar, ColumnStates part, int[] columns) {
        double result = function.approximately(part, columns);
        if (Double.isNaN(result)) {
            boolean hasNoData = part.state(columns[0]) == null;
            return hasNoData ? soFar : Double.POSITIVE_INFINITY;
        }
        return function.growth() == AggregateFunction.Growth.SUM
                ? Math.max(soFar, 0) + Math.max(result, 0)
                : Math.max(soFar, result);
    }

    @Override
    public String toString() {
        String second = parameter == null || function == AggregateFunction.RATE ? "" : ", " + parameter;
        return name() + "(" + (argument == null ? "" : argument) + second + ")";
    }
}
