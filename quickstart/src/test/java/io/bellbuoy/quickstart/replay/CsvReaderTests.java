package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReaderTests {

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("a,b\n1,2\n", List.of(row(2, "1", "2"))),
                arguments("a,b\n1,2", List.of(row(2, "1", "2"))),
                arguments("a,b\r\n1,2\r\n3,4\r\n", List.of(row(2, "1", "2"), row(3, "3", "4"))),
                arguments("\ufeffa,b\n1,2\n", List.of(row(2, "1", "2"))),
                arguments("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", List.of(row(2, "1,5", "say \"hi\""))),
                arguments("a,b\n\"two\nlines\",2\n3,4\n", List.of(row(2, "two\nlines", "2"), row(4, "3", "4"))),
                arguments("a,b\n\n1,2\n\n", List.of(row(3, "1", "2"))),
                arguments("a,b\n1,\n", List.of(new Row(2, Map.of("a", "1")))),
                arguments("a,b\n,\n", List.of(new Row(2, Map.of()))),
                arguments("a,b\n", List.of()),
                arguments("a,b", List.of()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void rowsAreReadAfterRfc4180(String text, List<Row> rows) throws IOException, BadRow {
        CsvReader reader = CsvReader.open(new StringReader(text));

        List<Row> read = new ArrayList<>();
        for (Row row = reader.next(); row != null; row = reader.next()) {
            read.add(row);
        }
        assertThat(reader.columns()).containsExactly("a", "b");
        assertThat(read).isEqualTo(rows);
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                arguments("a,b\n1\n3,4\n", "1 fields where the header has 2"),
                arguments("a,b\n1,2,3\n3,4\n", "3 fields where the header has 2"),
                arguments("a,b\n\"1\"x,2\n3,4\n", "text follows the closing quote"));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void badRowIsReportedWithItsLineAndTheNextIsRead(String text, String message) throws IOException, BadRow {
        CsvReader reader = CsvReader.open(new StringReader(text));

        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(reader::next)
                .withMessageContaining(message)
                .matches(bad -> bad.line() == 2);
        assertThat(reader.next()).isEqualTo(row(3, "3", "4"));
    }

    @Test
    void quoteThatIsNeverClosedIsReportedAtItsRow() throws IOException, BadRow {
        CsvReader reader = CsvReader.open(new StringReader("a,b\n1,\"2\n3,4\n"));

        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(reader::next)
                .withMessageContaining("not closed")
                .matches(bad -> bad.line() == 2);
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void headerThatCannotBeUsedIsRefused(String text, String message) {
        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(() -> CsvReader.open(new StringReader(text)))
                .withMessageContaining(message);
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(arguments("", "the file is empty"), arguments("a,a\n", "two columns have the same name"));
    }

    private static Row row(long line, String a, String b) {
        return new Row(line, Map.of("a", a, "b", b));
    }
}
