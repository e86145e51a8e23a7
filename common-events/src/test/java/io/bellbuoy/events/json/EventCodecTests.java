package io.bellbuoy.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.event.AccountVerified;
import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.json.Examples.Example;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTests {

    private final EventCodec codec = new EventCodec();

    static Stream<Example> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void bytesArePinned(Example example) {
        assertThat(codec.write(example.value()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(example.json());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void bytesAreTheSameAfterReadingAndWriting(Example example) {
        Object read = codec.read(utf8(example.json()), example.value().getClass());
        assertThat(codec.write(read)).asString(StandardCharsets.UTF_8).isEqualTo(example.json());
        if (!(read instanceof Alert)
                && !example.name().equals("full features")
                && !example.name().equals("full decision")) {
            assertThat(read).isEqualTo(example.value());
        }
    }

    @Test
    void valuesOfOpenTypeComeBackAsTheirText() {
        Alert read = codec.read(codec.write(Examples.fullAlert()), Alert.class);
        assertThat(read.values().keySet()).containsExactly("total", "n", "first", "top", "seen", "mean");
        assertThat(read.values().values())
                .containsExactly("10000.01", "3", "2026-01-02T03:01:00.000Z", "m-1", false, null);
        assertThat(read).usingRecursiveComparison().ignoringFields("values").isEqualTo(Examples.fullAlert());
    }

    @Test
    void numbersAmongValuesOfOpenTypeAreExactDecimals() {
        String json = new String(codec.write(Examples.fullAlert()), StandardCharsets.UTF_8)
                .replace("\"10000.01\",\"n\":\"3\"", "0.10000000000000000000000001,\"n\":3");
        Alert read = codec.read(utf8(json), Alert.class);
        assertThat(read.values())
                .containsEntry("total", new BigDecimal("0.10000000000000000000000001"))
                .containsEntry("n", new BigDecimal("3"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"12.50\"', 12.50",
        "'\"0\"', 0",
        "12.50, 12.50",
        "1e3, 1E+3",
        "0.1, 0.1",
        "12345678901234567890.123456789012345678901, 12345678901234567890.123456789012345678901"
    })
    void amountIsExactAsTextAndAsNumber(String json, BigDecimal expected) {
        assertThat(transaction("\"amount\":" + json).amount()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1E+3, 1000", "1E-7, 0.0000001", "0.00, 0.00", "-0.5, -0.5", "100E-2, 1.00"})
    void decimalsAreWrittenWithoutExponent(BigDecimal decimal, String expected) {
        assertThat(Decimals.format(decimal)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T04:04:05.6789+01:00, 2026-01-02T03:04:05.678Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z"
    })
    void timesAreReadWithAnyOffsetAndCutToMilliseconds(String json, Instant expected) {
        AccountVerified read = codec.read(
                utf8("{\"eventId\":\"v\",\"accountId\":\"a\",\"timestamp\":\"" + json + "\"}"), AccountVerified.class);
        assertThat(read.timestamp()).isEqualTo(expected);
    }

    @Test
    void finerDigitsOfATimeAreCutWhenWritten() {
        assertThat(Timestamps.format(Instant.parse("2026-01-02T03:04:05.678999Z")))
                .isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(Timestamps.format(Instant.parse("1969-12-31T23:59:59.9999Z")))
                .isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void unknownFieldsOfAnyShapeAreIgnored() {
        Transaction read = transaction("\"amount\":1,\"x\":{\"y\":[1,{\"z\":null}]},\"currency\":\"EUR\"");
        assertThat(read.currency()).isEqualTo("EUR");
    }

    @Test
    void nullOfAnOptionalFieldIsTheSameAsItsAbsence() {
        assertThat(transaction("\"amount\":1,\"currency\":null")).isEqualTo(transaction("\"amount\":1"));
    }

    @Test
    void textThatUtf8CannotExpressDoesNotStopWriting() {
        AccountVerified read = codec.read(
                utf8("{\"eventId\":\"\\ud83d!\",\"accountId\":\"\\ud83d\\ude00\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.000Z\"}"),
                AccountVerified.class);
        assertThat(codec.write(read))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"eventId\":\"?!\",\"accountId\":\"\uD83D\uDE00\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.000Z\"}");
    }

    @Test
    void damagedBytesAreReadOrRefusedButNeverFailOtherwise() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        Example[] examples = Examples.all().toArray(Example[]::new);
        for (int i = 0; i < 20_000; i++) {
            Example example = examples[random.nextInt(examples.length)];
            byte[] bytes = damaged(utf8(example.json()), random);
            try {
                codec.write(codec.read(bytes, example.value().getClass()));
            } catch (EventFormatException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        byte[] damaged = java.util.Arrays.copyOf(bytes, length);
        byte[] marks = utf8("\"{}[],:0-9e.\\nu\0\u00ff");
        for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
            damaged[random.nextInt(length)] = marks[random.nextInt(marks.length)];
        }
        return damaged;
    }

    @Test
    void nullIsRefusedWhenWritten() {
        assertThatThrownBy(() -> codec.write(null)).isInstanceOf(NullPointerException.class);
    }

    private Transaction transaction(String fields) {
        return codec.read(
                utf8("{\"transactionId\":\"t\",\"accountId\":\"a\",\"timestamp\":\"2026-01-02T03:04:05Z\"," + fields
                        + "}"),
                Transaction.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
