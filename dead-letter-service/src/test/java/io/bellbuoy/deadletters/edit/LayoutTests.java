package io.bellbuoy.deadletters.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTests {

    @Test
    void jsonHasALineForEachFieldAndEveryTokenStays() {
        String json = "{\"a\":1.10,\"a\":1e2,\"b\":{},\"c\":[ ],\"d\":[1,{\"e\":\"x, {y: \\\"z\\\\\"}]}";
        assertThat(Layout.lines(json)).isEqualTo("""
                {
                  "a": 1.10,
                  "a": 1e2,
                  "b": {},
                  "c": [],
                  "d": [
                    1,
                    {
                      "e": "x, {y: \\"z\\\\"
                    }
                  ]
                }""");
        assertThat(Layout.like(json, Layout.lines(json))).isEqualTo(json.replace("[ ]", "[]"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\": 1}',   '{\r\n  \"a\": 2\r\n}', '{\"a\":2}'",
        "'{\n\"a\": 1}', '{\r\n\"a\": 2\r\n}',   '{\n\"a\": 2\n}'",
        "'a\r\nb',       'a\nc',                 'a\r\nc'",
        "'a\nb',         'a\r\nc',               'a\nc'",
        "'{\"a\": 1}',   '{\r\n\"a\"',           '{\n\"a\"'",
        "'{\"a\": 1',    '{\"a\": 1}',           '{\"a\": 1}'"
    })
    void whatWasOnOneLineIsAgainAndLinesEndAsTheyDid(String original, String typed, String expected) {
        assertThat(Layout.like(original, typed)).isEqualTo(expected);
    }

    @Test
    void deepValuesDoNotOutgrowThemselves() {
        String deep = "[".repeat(400) + "1" + ",1".repeat(10_000) + "]".repeat(400);
        assertThat(Layout.lines(deep).length()).isLessThan(500_000);
    }
}
