package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTests {

    @ParameterizedTest
    @CsvSource({
        "2018-06-17T00:00:51Z,           2018-06-17T00:00:51.000Z",
        "2018-06-17T02:00:51+02:00,      2018-06-17T00:00:51.000Z",
        "2018-06-17T00:00:51.123456Z,    2018-06-17T00:00:51.123Z",
        "2018-06-17T00:00:51,            2018-06-17T00:00:51.000Z",
        "2018-06-17 00:00:51,            2018-06-17T00:00:51.000Z",
        "2018-06-17 00:00:51.5,          2018-06-17T00:00:51.500Z",
        "2018-06-17,                     2018-06-17T00:00:00.000Z",
        "1529193651,                     2018-06-17T00:00:51.000Z",
        "1529193651.25,                  2018-06-17T00:00:51.250Z",
        "1529193651123,                  2018-06-17T00:00:51.123Z",
        "0,                              1970-01-01T00:00:00.000Z",
        "-1,                             1969-12-31T23:59:59.000Z",
    })
    void timeIsUnderstoodAndWrittenInOneForm(String text, String written) {
        assertThat(EventTimes.parse(text).map(EventTimes::format)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "17.06.2018", "2018-13-01T00:00:00Z", "12:00", "1e9"})
    void otherTextIsNoTime(String text) {
        assertThat(EventTimes.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T03:04:05.678Z"})
    void writtenFormReadsBack(String text) {
        assertThat(EventTimes.parse(text)).contains(Instant.parse(text));
    }
}
