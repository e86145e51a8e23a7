package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonReaderTests {

    @Test
    void numbersKeepTheirDigitsAndTruthValuesTheirType() throws IOException, BadRow {
        NdjsonReader reader = new NdjsonReader(
                new StringReader(
                        "{\"a\":0.10,\"b\":12345678901234567890,\"c\":true,\"d\":null,\"e\":\"x\",\"f\":[1,2]}\n\n{\"a\":1e3}\n"));

        assertThat(reader.next())
                .isEqualTo(new Row(
                        1, Map.of("a", "0.10", "b", "12345678901234567890", "c", true, "e", "x", "f", "[1,2]")));
        assertThat(reader.next()).isEqualTo(new Row(3, Map.of("a", "1000")));
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1]", "7", "{\"a\":1} x"})
    void badRowIsReportedWithItsLineAndWithoutItsContent(String line) throws IOException, BadRow {
        NdjsonReader reader = new NdjsonReader(new StringReader("{\"a\":\"1\"}\n" + line + "\n{\"a\":\"2\"}\n"));
        reader.next();

        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(reader::next)
                .matches(bad -> bad.line() == 2)
                .matches(bad -> !bad.getMessage().contains(line));
        assertThat(reader.next()).isEqualTo(new Row(3, Map.of("a", "2")));
    }
}
