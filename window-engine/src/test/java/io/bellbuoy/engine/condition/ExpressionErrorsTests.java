package io.bellbuoy.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionErrorsTests {

    private static final String OWNER = "rule 'high-value', when";

    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final Names names = new Values().names();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            amount / 0 > 1                | 10 | a division by 0                          | Correct the number.
            amount % 0.0 > 1              | 10 | a division by 0                          | Correct the number.
            amount <> 1                   | 9  | unexpected '>'                           | '!=' says unequal
            status is null                | 8  | unexpected 'is'                          | Write '==', as in x == null.
            amount > 10,000               | 12 | unexpected ','                           | numbers have none
            totl > 5                      | 1  | unknown name 'totl' at column 1 of       | Did you mean 'total'?
            flag && Amount > 1            | 9  | unknown name 'Amount'                    | Did you mean 'amount'?
            features.mean30 > 5           | 1  | unknown name 'features.mean30'           | Did you mean 'features.mean30d'?
            1 < feature.mean30d           | 5  | unknown name 'feature.mean30d'           | Did you mean 'features.mean30d'?
            mean30d > 5                   | 1  | unknown name 'mean30d'                   | Did you mean 'features.mean30d'?
            features > 5                  | 1  | Allowed: amount, total, n, features.mean30d, country | Use one of these names
            amount.value > 5              | 1  | unknown name 'amount.value'              | Allowed: amount
            status == DECLINED            | 11 | unknown name 'DECLINED'                  | or put a string in quotes
            'é😀' == country && tot > 1   | 20 | unknown name 'tot'                       | 'total'
            mx(1, 2) > 1                  | 1  | 'mx' is not supported                    | Did you mean 'max'?
            status.startWith('A')         | 8  | 'startWith' is not supported             | Did you mean 'startsWith'?
            1 < double(amount)            | 5  | 'double' is not supported                | one number type
            has(features.mean30d)         | 1  | 'has' is not supported                   | Write x != null.
            [1, 2].exists(x, x > 1)       | 8  | 'exists' is not supported                | x in [..]
            country[0] == 'D'             | 8  | '[]' is not supported                    | Allowed: abs, contains
            country > 5                   | 9  | '>' does not take (string, decimal)      | Allowed: decimal > decimal, string > string, timestamp > timestamp.
            amount == '5'                 | 8  | '==' does not take (decimal, string)     | boolean == boolean
            timestamp > '2026-01-01'      | 11 | does not take (timestamp, string)        | timestamp > timestamp
            flag < vip                    | 6  | '<' does not take (boolean, boolean)     | decimal < decimal
            amount && flag                | 8  | '&&' does not take (decimal, boolean)    | Allowed: boolean && boolean.
            !amount                       | 1  | '!' does not take (decimal)              | Allowed: !boolean.
            -country == 'x'               | 1  | '-' does not take (string)               | Allowed: -decimal.
            country + status == 'x'       | 9  | '+' does not take (string, string)       | Allowed: decimal + decimal.
            (flag ? 1 : 'a') == 1         | 7  | '? :' does not take (boolean, decimal, string) | boolean ? any : any ('any' is one type for all)
            orElse(amount, 'x') == 1      | 7  | 'orElse' does not take (decimal, string) | orElse(any, any)
            min(amount) > 1               | 4  | 'min' does not take (decimal)            | Allowed: min(decimal, decimal).
            contains(country, 'D')        | 9  | 'contains' does not take (string, string) | Allowed: string.contains(string).
            amount in ['a']               | 8  | 'in' does not take (decimal, [string, ..]) | decimal in [decimal, ..]
            country in ['a', 1]           | 12 | a list of several types (string, decimal) | elements of one type
            country in status             | 9  | 'in' without a list                      | country in ['DE', 'FR']
            [1] == [1]                    | 1  | a list is not supported here             | on the right of 'in' only
            {'a': 1}.a == 1               |    | a member of a computed value             | members of names
            {'a': 1} == amount            | 1  | a map or message is not supported here   | names, literals
            b'x' == country               | 1  | a bytes literal is not supported         | Allowed: numbers, strings
            orElse(amount, null) > 1      | 16 | null is not supported here               | as in x == null
            amount < null                 | 10 | null is not supported here               | on one side of == or != only
            null == null                  | 9  | null is not supported here               | on one side
            country.matches('a(')         | 16 | the pattern 'a(' is invalid              | RE2 patterns
            country.matches(status)       | 16 | 'matches' got a computed argument        | Write the argument in quotes.
            timestamp < timestamp('now')  | 22 | 'now' is no timestamp                    | RFC 3339
            total >                       | 8  | an unexpected end                        | Complete the expression.
            total = 5                     | 7  | unexpected '='                           | Write '==' to compare.
            total > 5 and flag            | 11 | unexpected 'and'                         | Write '&&'.
            country == 'DE                | 12 | unexpected ''DE'                         | Close the string
            package > 1                   | 1  | 'package', which CEL reserves            | Rename
            12345678901234567890 > total  | 1  | a whole number beyond 64 bits            | Append '.0'.
            total < 1e999                 | 9  | a number out of range                    | Correct the number.
            total < 1e-99999999999                 | 9  | a number out of range                    | Correct the number.
            total < 1e99999999999                 | 9  | a number out of range                    | Correct the number.
            """)
    void mistakeIsExplained(String source, Integer column, String found, String help) {
        ExpressionException e = refusal(source);
        assertThat(e)
                .hasMessageStartingWith(OWNER + ": ")
                .hasMessageContaining(found)
                .hasMessageContaining(help);
        assertThat(e.getMessage()).contains("of \"" + source + "\"").contains("Allowed: ");
        assertThat(e.owner()).isEqualTo(OWNER);
        assertThat(e.source()).isEqualTo(source);
        if (column != null) {
            assertThat(e.column()).as(e.getMessage()).hasValue(column);
        }
    }

    @Test
    void placeInSeveralLinesHasALine() {
        ExpressionException e = refusal("flag &&\n  totl > 1");
        assertThat(e).hasMessageContaining("unknown name 'totl' at line 2, column 3 of");
        assertThat(e.column()).hasValue(3);
    }

    @Test
    void emptySourceIsRefused() {
        assertThat(refusal(" ")).hasMessageContaining("an unexpected end").hasMessageContaining("Complete");
    }

    @Test
    void conditionMustBeBoolean() {
        ExpressionException e = catchThrowableOfType(
                ExpressionException.class, () -> compiler.compileCondition("total + 1", names, OWNER));
        assertThat(e)
                .hasMessage("rule 'high-value', when: a condition of type decimal in \"total + 1\"."
                        + " Allowed: type boolean. Compare the value, as in total > 10000.");
        assertThat(e.column()).isEmpty();
    }

    @Test
    void wholeMessageReadsWell() {
        assertThat(refusal("totl > 10000"))
                .hasMessage("rule 'high-value', when: unknown name 'totl' at column 1 of \"totl > 10000\"."
                        + " Allowed: amount, total, n, features.mean30d, country, status, flag, vip, timestamp, dueAt."
                        + " Did you mean 'total'?");
    }

    private ExpressionException refusal(String source) {
        ExpressionException e =
                catchThrowableOfType(ExpressionException.class, () -> compiler.compile(source, names, OWNER));
        assertThat(e).as("refusal of " + source).isNotNull();
        return e;
    }
}
