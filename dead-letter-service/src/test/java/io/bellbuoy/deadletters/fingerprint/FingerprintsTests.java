package io.bellbuoy.deadletters.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.headers.FailureHeaders;
import io.bellbuoy.deadletters.headers.FailureReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintsTests {

    private final Fingerprints fingerprints = new Fingerprints(new GroupingProperties(List.of("com.acme")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "account 4711 is unknown | account <number> is unknown",
                "no account 6ba7b810-9dad-51d1-80b4-00c04fd430c8 | no account <uuid>",
                "hash 9f86d081884c differs | hash <number> differs",
                "field 'amount' is \"x\" | field <text> is <text>",
                "since 2026-01-02T03:04:05Z | since <time>",
                "since 2026-01-02 03:04:05.678+01:00 | since <time>",
                "since 2026-01-02T03:04+0100[Europe/Berlin] till 2026-01-02T03:05 | since <time> till <time>",
                "on 2026-01-02 | on <number><number><number>",
            })
    void particularsOfMessagesDoNotCount(String message, String pattern) {
        assertThat(Fingerprints.masked(message)).isEqualTo(pattern);
    }

    @Test
    void whatTellsGroupsApart() {
        assertThat(of("A.E", "no account 1", "CONVERTER", "com.acme.P.book(P.java:1)"))
                .isEqualTo(of("A.E", "no account 2", "CONVERTER", "com.acme.P.book(P.java:99)"))
                .isEqualTo(of(
                        "A.E", "no account 3", "CONVERTER", "org.other.X.y(X.java:1)\n\tat com.acme.P.book(P.java:5)"))
                .matches("[0-9a-f]{16}");
        assertThat(List.of(
                        of("A.E", "no account 1", "CONVERTER", "com.acme.P.book(P.java:1)"),
                        of("A.F", "no account 1", "CONVERTER", "com.acme.P.book(P.java:1)"),
                        of("A.E", "no stock 1", "CONVERTER", "com.acme.P.book(P.java:1)"),
                        of("A.E", "no account 1", "TRANSFORMATION", "com.acme.P.book(P.java:1)"),
                        of("A.E", "no account 1", "CONVERTER", "com.acme.P.cancel(P.java:1)"),
                        of("A.E", "no account 1", "CONVERTER", "org.other.X.y(X.java:1)")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.P.lambda$book$3, com.acme.P.lambda$book",
        "com.acme.P$1.run, com.acme.P.run",
        "com.acme.P$$SpringCGLIB$$0.book, com.acme.P.book",
        "com.acme.P$Inner.book, com.acme.P$Inner.book"
    })
    void whatACompilerNumbersDoesNotCount(String frame, String expected) {
        assertThat(fingerprints
                        .of(report("A.E", "m", "s", frame + "(P.java:1)"), "t")
                        .frame())
                .isEqualTo(expected);
    }

    @Test
    void theFingerprintOfTheWriterIsTaken() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("bellbuoy-failure", text("INVALID")).add("bellbuoy-fingerprint", text("e8dc85e113f520d9"));
        assertThat(fingerprints.of(FailureHeaders.read(headers), "t").fingerprint())
                .isEqualTo("e8dc85e113f520d9");
    }

    @Test
    void unlessItIsNone() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("bellbuoy-failure", text("INVALID")).add("bellbuoy-fingerprint", text("E8DC"));
        assertThat(fingerprints.of(FailureHeaders.read(headers), "t").fingerprint())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void whatNothingIsKnownOfIsGroupedByTopic() {
        assertThat(fingerprints.of(FailureReport.UNKNOWN, "a-dlt"))
                .isEqualTo(fingerprints.of(FailureReport.UNKNOWN, "a-dlt"))
                .isNotEqualTo(fingerprints.of(FailureReport.UNKNOWN, "b-dlt"));
    }

    @Test
    void fingerprintsArePinned() {
        assertThat(of("A.E", "no account 1", "CONVERTER", "com.acme.P.book(P.java:1)"))
                .isEqualTo("28f0146caf44c356");
        assertThat(fingerprints.of(FailureReport.UNKNOWN, "a-dlt").fingerprint())
                .isEqualTo("4e27362edf9055fd");
    }

    private String of(String exception, String message, String stage, String frame) {
        return fingerprints.of(report(exception, message, stage, frame), "t").fingerprint();
    }

    private static FailureReport report(String exception, String message, String stage, String frame) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("__connect.errors.exception.class.name", text(exception))
                .add("__connect.errors.exception.message", text(message))
                .add("__connect.errors.stage", text(stage))
                .add("__connect.errors.exception.stacktrace", text(exception + ": " + message + "\n\tat " + frame));
        return FailureHeaders.read(headers);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
