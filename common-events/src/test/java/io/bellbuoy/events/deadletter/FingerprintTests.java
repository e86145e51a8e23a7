package io.bellbuoy.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTests {

    @Test
    void fingerprintIsPinned() {
        Failure failure = failure(FailureClass.RULE_FAILED, "rule", "high-value", "Division by zero at column 17");
        assertThat(failure.fingerprint()).isEqualTo("e8dc85e113f520d9");
        assertThat(failure(FailureClass.UNDECODABLE, "decode", null, "is not JSON")
                        .fingerprint())
                .isEqualTo("efbab6b2902a7bc6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "at offset 17 of 4711 | at offset <number> of <number>",
                "is -12.50, not 1,000.00 or 1e-7 | is <number>, not <number> or <number>",
                "field 'amount' is \"x\" or `y` | field <text> is <text> or <text>",
                "Can't parse 'abc', isn't it | Can't parse <text>, isn't it",
                "'O'Brien' is unknown | <text> is unknown",
                "cut off in 'the midd | cut off in <text>",
                "id 6ba7b810-9dad-51d1-80b4-00C04FD430C8 failed | id <uuid> failed",
                "hash 9f86d081884c and 0xCAFE | hash <number> and <number>",
                "java.lang.Object@1b2c3d closed | java.lang.Object<number> closed",
                "a decade of facades | a decade of facades",
                "two   blanks | two blanks",
                "transactions-3@17 | transactions<number><number>"
            })
    void particularsAreMasked(String message, String expected) {
        assertThat(Fingerprint.masked(message)).isEqualTo(expected);
    }

    @Test
    void particularsAndExceptionDoNotCount() {
        Failure first = new Failure(FailureClass.INVALID, "decode", null, "amount 'x' at 17", "a.B");
        Failure second = new Failure(FailureClass.INVALID, "decode", null, "amount 'it's' at 4711", null);
        assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void kindStageRuleAndWordsCount() {
        assertThat(new Failure[] {
                    failure(FailureClass.INVALID, "decode", null, "m"),
                    failure(FailureClass.UNDECODABLE, "decode", null, "m"),
                    failure(FailureClass.INVALID, "rule", null, "m"),
                    failure(FailureClass.INVALID, "decode", "r", "m"),
                    failure(FailureClass.INVALID, "decode", null, "n"),
                    failure(FailureClass.INVALID, "decoder", null, "m")
                })
                .extracting(Failure::fingerprint)
                .doesNotHaveDuplicates();
    }

    @Test
    void hugeAndHostileMessagesAreMaskedToo() {
        assertThat(Fingerprint.masked(" 'a".repeat(1_000_000))).isEqualTo("<text>");
        assertThat(Fingerprint.masked("'a".repeat(1_000_000))).isEqualTo("<text>");
        assertThat(Fingerprint.masked("abcdef".repeat(1_000_000))).hasSize(4000);
        assertThat(Fingerprint.masked("1,".repeat(1_000_000))).isEqualTo("<number>,");
    }

    @Test
    void blankMessageIsRefused() {
        assertThatThrownBy(() -> failure(FailureClass.INVALID, "decode", null, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must say what was found");
    }

    private static Failure failure(FailureClass kind, String stage, @Nullable String rule, String message) {
        return new Failure(kind, stage, rule, message, null);
    }
}
