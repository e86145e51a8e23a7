package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bellbuoy.quickstart.console.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTests {

    private static final List<String> COLUMNS = List.of("tx_id", "ts", "customer");
    private static final List<String> NEEDED = List.of("accountId", "timestamp");

    @Test
    void fieldsComeFromTheirColumnsInTheGivenOrder() {
        Mapping mapping = Mapping.parse("accountId=customer, timestamp=ts");

        assertThat(mapping.apply(new Row(2, Map.of("ts", "1", "customer", "c", "other", "x"))))
                .containsExactly(Map.entry("accountId", "c"), Map.entry("timestamp", "1"));
    }

    @Test
    void withoutMappingEveryColumnIsAField() {
        assertThat(new Mapping(Map.of()).apply(new Row(2, Map.of("a", "1")))).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "accountId              | 'accountId' is not of the form field=column",
                "=customer              | '=customer' is not of the form field=column",
                "accountId=             | 'accountId=' is not of the form field=column",
                "a=x,a=y                | field 'a' is mapped twice",
                "a=x,,b=y               | '' is not of the form field=column",
            })
    void malformedMappingIsRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mapping.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void unknownColumnIsAProblemThatNamesTheColumnsThereAre() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Mapping.parse("accountId=client,timestamp=ts").requireFits(COLUMNS, NEEDED))
                .withMessage("The file has no column client. Its columns are: tx_id, ts, customer.");
    }

    @Test
    void fieldOfKeyOrTimeMustBeMapped() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Mapping.parse("accountId=customer").requireFits(COLUMNS, NEEDED))
                .withMessageContaining("No column is mapped to the field 'timestamp'")
                .withMessageContaining("--map");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new Mapping(Map.of()).requireFits(COLUMNS, NEEDED))
                .withMessageContaining("'accountId'");
    }

    @ParameterizedTest
    @CsvSource({"max, 0", "MAX, 0", "1, 1", "60, 60", "0.5, 0.5"})
    void speedIsANumberOrMax(String text, double factor) {
        assertThat(Speed.parse(text)).isEqualTo(new Speed(factor));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "fast", "NaN"})
    void otherSpeedsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Speed.parse(text))
                .withMessageContaining("'" + text + "' is not a speed");
    }
}
