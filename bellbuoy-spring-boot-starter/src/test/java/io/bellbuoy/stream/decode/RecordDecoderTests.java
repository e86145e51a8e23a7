package io.bellbuoy.stream.decode;

import static io.bellbuoy.events.deadletter.FailureClass.INVALID;
import static io.bellbuoy.events.deadletter.FailureClass.KEY_MISMATCH;
import static io.bellbuoy.events.deadletter.FailureClass.TOO_LARGE;
import static io.bellbuoy.events.deadletter.FailureClass.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordDecoderTests {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String VALID = """
            {"transactionId":"t1","accountId":"acc-1","timestamp":"2026-01-02T03:04:05.678Z","amount":"12.50","country":"DE","cardPresent":true}""";

    private final RecordDecoder decoder = new RecordDecoder(TestRecords.input(), CLOCK);

    @Test
    void validRecordIsAnEvent() {
        Event event = accepted(decoder.decode(TestRecords.record("acc-1", VALID)));

        assertThat(event.stream()).isEqualTo("payments");
        assertThat(event.id()).isEqualTo("t1");
        assertThat(event.key()).isEqualTo("acc-1");
        assertThat(event.time()).isEqualTo(TestRecords.TIMESTAMP);
        assertThat(values(event))
                .containsExactly(
                        "t1", "acc-1", Instant.parse("2026-01-02T03:04:05.678Z"), new BigDecimal("12.50"), "DE", true);
        assertThat(event.source().value()).isEqualTo(TestRecords.bytes(VALID));
        assertThat(event.source()).hasToString("transactions-3@42");
    }

    @Test
    void textThatNobodyReadsIsCheckedAndNotMadeIntoAString() {
        BitSet reads = new BitSet();
        reads.set(0, 4);
        RecordDecoder sparing = new RecordDecoder(TestRecords.input(), CLOCK, reads);

        Event event = accepted(sparing.decode(TestRecords.record("acc-1", VALID)));

        assertThat(values(event))
                .containsExactly(
                        "t1", "acc-1", Instant.parse("2026-01-02T03:04:05.678Z"), new BigDecimal("12.50"), "", true);
        String number = VALID.replace("\"DE\"", "7");
        assertThat(sparing.decode(TestRecords.record("acc-1", number))).isInstanceOf(Decoded.Undecodable.class);
    }

    @Test
    void unknownFieldsAreSkippedWhateverTheyHold() {
        String json = VALID.replace(
                "\"amount\"",
                "\"extra\":{\"amount\":[1,{\"a\":null}]},\"long\":" + "9".repeat(5000)
                        + ",\"a\":\"\\u00e9\",\"amount\"");

        Event event = accepted(decoder.decode(TestRecords.record("acc-1", json)));

        assertThat(event.value(3)).isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void fieldsMayComeInAnyOrderAndEscaped() {
        String json = """
                {"amount":7,"timestamp":1767323045678,"\\u0061ccountId":"k\\u00f6ln","country":null,"transactionId":"x"}""";

        Event event = accepted(decoder.decode(TestRecords.record("köln", json)));

        assertThat(event.time()).isEqualTo(TestRecords.TIMESTAMP);
        assertThat(values(event))
                .containsExactly(
                        "x", "köln", Instant.ofEpochMilli(TestRecords.TIMESTAMP), new BigDecimal("7"), null, null);
    }

    @Test
    void timeComesFromTheRecordOrTheClockIfTheStreamSaysSo() {
        assertThat(accepted(decoder(TimeSource.ingestion()).decode(TestRecords.record("acc-1", VALID)))
                        .time())
                .isEqualTo(TestRecords.TIMESTAMP);
        assertThat(accepted(decoder(TimeSource.processing()).decode(TestRecords.record("acc-1", VALID)))
                        .time())
                .isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void recordWithoutTimestampIsInvalidInIngestionTime() {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> record =
                new ConsumerRecord<>(TestRecords.TOPIC, 0, 0, TestRecords.bytes("acc-1"), TestRecords.bytes(VALID));

        assertThat(failure(decoder(TimeSource.ingestion()).decode(record)).kind())
                .isEqualTo(INVALID);
    }

    @Test
    void topicPartitionAndOffsetStandInForAMissingIdField() {
        StreamSpec stream =
                StreamSpec.of("payments", TestRecords.schema(), null, "accountId", TimeSource.field("timestamp"));
        RecordDecoder withoutId = new RecordDecoder(new InputTopic(TestRecords.TOPIC, stream, 1000), CLOCK);

        assertThat(accepted(withoutId.decode(TestRecords.record("acc-1", VALID)))
                        .id())
                .isEqualTo("transactions-3@42");
    }

    static Stream<Arguments> badRecords() {
        return Stream.of(
                bad("no JSON", "acc-1", "not json", UNDECODABLE, "not valid JSON at line 1"),
                bad("cut off", "acc-1", VALID.substring(0, 40), UNDECODABLE, "not valid JSON"),
                bad("an array", "acc-1", "[1]", UNDECODABLE, "The value is an array; a JSON object is needed."),
                bad("empty", "acc-1", "", UNDECODABLE, "The value is empty"),
                bad("null literal", "acc-1", "null", UNDECODABLE, "The value is null"),
                bad("no value", "acc-1", null, UNDECODABLE, "The value is null"),
                bad("trailing object", "acc-1", VALID + "{}", UNDECODABLE, "goes on after its JSON object"),
                bad("trailing garbage", "acc-1", VALID + "]", UNDECODABLE, "not valid JSON"),
                bad("field twice", "acc-1", with("amount", "1,\"amount\":2"), UNDECODABLE, "Field amount occurs twice"),
                bad("deep nesting", "acc-1", "{\"x\":" + "[".repeat(20_000), UNDECODABLE, "limits of JSON"),
                bad("missing amount", "acc-1", without("amount"), INVALID, "Field amount: found nothing or null"),
                bad("missing time", "acc-1", without("timestamp"), INVALID, "Field timestamp: found nothing"),
                bad("missing key", "acc-1", without("accountId"), INVALID, "Field accountId: found nothing"),
                bad("missing id", "acc-1", without("transactionId"), INVALID, "Field transactionId: found nothing"),
                bad("null key field", "acc-1", with("accountId", "null"), INVALID, "Field accountId: found nothing"),
                bad("empty key", "", with("accountId", "\"\""), INVALID, "Field accountId: found an empty string"),
                bad("long key", "a".repeat(1025), with("accountId", "\"" + "a".repeat(1025) + "\""), INVALID, "1025"),
                bad(
                        "number as text",
                        "acc-1",
                        with("country", "7"),
                        INVALID,
                        "Field country: found a number; allowed: a string"),
                bad("object as text", "acc-1", with("country", "{}"), INVALID, "Field country: found an object"),
                bad("text as truth", "acc-1", with("cardPresent", "\"true\""), INVALID, "allowed: true or false"),
                bad("truth as decimal", "acc-1", with("amount", "true"), INVALID, "Field amount: found true or false"),
                bad("array as decimal", "acc-1", with("amount", "[1]"), INVALID, "Field amount: found an array"),
                bad("words as decimal", "acc-1", with("amount", "\"secret\""), INVALID, "allowed: a decimal"),
                bad("huge exponent", "acc-1", with("amount", "1e1000000"), INVALID, "at most 100 digits"),
                bad("huge negative exponent", "acc-1", with("amount", "1e-1000000"), INVALID, "at most 100 digits"),
                bad("exponent beyond int", "acc-1", with("amount", "1e99999999999"), INVALID, "at most 100 digits"),
                bad("long decimal", "acc-1", with("amount", "1".repeat(100_000)), INVALID, "at most 100 digits"),
                bad("exponent in text", "acc-1", with("amount", "\"1e3\""), INVALID, "allowed: a decimal"),
                bad(
                        "negative amount",
                        "acc-1",
                        with("amount", "\"-0.01\""),
                        INVALID,
                        "Field amount: found a decimal below the minimum; allowed: 0 or more."),
                bad("too much", "acc-1", with("amount", "1000000.01"), INVALID, "allowed: 1000000 or less"),
                bad(
                        "local time",
                        "acc-1",
                        with("timestamp", "\"2026-01-02T03:04:05\""),
                        INVALID,
                        "Field timestamp: found a string; allowed: an ISO-8601 time"),
                bad("no such day", "acc-1", with("timestamp", "\"2026-02-30T03:04:05Z\""), INVALID, "Field timestamp"),
                bad(
                        "seconds with fraction",
                        "acc-1",
                        with("timestamp", "1767323045.5"),
                        INVALID,
                        "Field timestamp: found a number"),
                bad("time beyond years", "acc-1", with("timestamp", "999999999999999"), INVALID, "years 0 to 9999"),
                bad("null record key", null, VALID, KEY_MISMATCH, "The record key is null"),
                bad("other record key", "acc-2", VALID, KEY_MISMATCH, "must be the value of field accountId"),
                bad("half a surrogate pair", "?", with("accountId", "\"\\ud800\""), KEY_MISMATCH, "another value"),
                bad(
                        "5 MB",
                        "acc-1",
                        with("country", "\"" + "x".repeat(5 << 20) + "\""),
                        TOO_LARGE,
                        "max-record-size of stream payments"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRecords")
    void badRecordIsUndecodableForItsReason(
            String name, @Nullable String key, @Nullable String json, FailureClass kind, String message) {
        Failure failure = failure(decoder.decode(TestRecords.record(key, json)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.stage()).isEqualTo("decode");
        assertThat(failure.message()).contains(message).doesNotContain("secret").hasSizeLessThan(300);
        // The decoder goes on as before.
        assertThat(decoder.decode(TestRecords.record("acc-1", VALID))).isInstanceOf(Decoded.Accepted.class);
    }

    @Test
    void noBytesMakeItThrow() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] json = VALID.getBytes(StandardCharsets.UTF_8);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                byte[] syntax = {'"', '{', '}', '[', ',', ':', '\\', '-', 'e', 0, (byte) random.nextInt()};
                json[random.nextInt(json.length)] = syntax[random.nextInt(syntax.length)];
            }
            byte[] value = Arrays.copyOf(json, json.length - random.nextInt(3) * random.nextInt(json.length / 3));
            var record = TestRecords.record(TestRecords.bytes("acc-1"), value, new RecordHeaders());
            assertThatCode(() -> decoder.decode(record))
                    .as("seed %s, case %s", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void invalidBytesOfUtf8AreNoJson() {
        byte[] json = with("country", "\"?\"").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '?') {
                json[i] = (byte) 0xff;
            }
        }
        Failure failure =
                failure(decoder.decode(TestRecords.record(TestRecords.bytes("acc-1"), json, new RecordHeaders())));

        assertThat(failure.kind()).isEqualTo(UNDECODABLE);
        assertThat(failure.exception()).startsWith("tools.jackson.");
    }

    @Test
    void fingerprintsTellFieldsApartAndNotRecords() {
        String one = failure(decoder.decode(TestRecords.record("acc-1", without("amount"))))
                .fingerprint();
        String other = failure(decoder.decode(TestRecords.record("acc-1", without("timestamp"))))
                .fingerprint();
        String again = failure(decoder.decode(
                        TestRecords.record("acc-1", without("amount").replace("t1", "t2"))))
                .fingerprint();

        assertThat(one).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void headersCountForTheSize() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[2 << 20]);
        var record = TestRecords.record(TestRecords.bytes("acc-1"), TestRecords.bytes(VALID), headers);

        assertThat(failure(decoder.decode(record)).kind()).isEqualTo(TOO_LARGE);
    }

    @Test
    void nullValueWithTheHeaderIsAWatermark() {
        Decoded decoded = decoder.decode(watermark("1767323045678"));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Watermark.class, watermark -> {
            assertThat(watermark.stream()).isEqualTo("payments");
            assertThat(watermark.millis()).isEqualTo(TestRecords.TIMESTAMP);
        });
    }

    @Test
    void nullValueDeletesTheEntryOfATable() {
        Decoded decoded = tableDecoder().decode(TestRecords.record("köln", null));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Deleted.class, deleted -> {
            assertThat(deleted.stream()).isEqualTo("payments");
            assertThat(deleted.key()).isEqualTo("köln");
            assertThat(deleted.source().timestamp()).isEqualTo(TestRecords.TIMESTAMP);
        });
        assertThat(tableDecoder().decode(watermark("1767323045678"))).isInstanceOf(Decoded.Watermark.class);
    }

    @Test
    void deletionWithoutAKeyOrATimestampIsInvalid() {
        byte[] noText = {(byte) 0xff};
        for (byte[] key : new byte[][] {null, {}, noText, "a".repeat(1025).getBytes(StandardCharsets.UTF_8)}) {
            assertThat(failure(tableDecoder().decode(TestRecords.record(key, null, new RecordHeaders())))
                            .kind())
                    .isEqualTo(INVALID);
        }
        ConsumerRecord<byte @Nullable [], byte @Nullable []> undated =
                new ConsumerRecord<>(TestRecords.TOPIC, 0, 0, TestRecords.bytes("acc-1"), null);
        assertThat(failure(tableDecoder().decode(undated)).message()).contains("the time of deletions");
    }

    private static RecordDecoder tableDecoder() {
        StreamSpec stream = TestRecords.stream(TimeSource.field("timestamp"));
        return new RecordDecoder(new InputTopic(TestRecords.TOPIC, stream, true, 1_048_576), CLOCK);
    }

    @Test
    void malformedWatermarkIsInvalid() {
        for (String text : List.of("", "soon", "1e3", "9999999999999999999", "999999999999999")) {
            assertThat(failure(decoder.decode(watermark(text))).kind()).as(text).isEqualTo(INVALID);
        }
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> watermark(String text) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("bellbuoy-watermark", text.getBytes(StandardCharsets.UTF_8));
        return TestRecords.record(null, null, headers);
    }

    private static RecordDecoder decoder(TimeSource time) {
        return new RecordDecoder(new InputTopic(TestRecords.TOPIC, TestRecords.stream(time), 1_048_576), CLOCK);
    }

    private static Arguments bad(
            String name, @Nullable String key, @Nullable String json, FailureClass kind, String message) {
        return Arguments.of(name, key, json, kind, message);
    }

    private static String with(String field, String json) {
        return VALID.replaceFirst("\"" + field + "\":(\"[^\"]*\"|true)", "\"" + field + "\":" + quoted(json));
    }

    private static String without(String field) {
        return VALID.replaceFirst("\"" + field + "\":(\"[^\"]*\"|true),?", "");
    }

    private static String quoted(String json) {
        return Matcher.quoteReplacement(json);
    }

    private static List<@Nullable Object> values(Event event) {
        return IntStream.range(0, TestRecords.schema().size())
                .<@Nullable Object>mapToObj(event::value)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Event accepted(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).event();
    }

    private static Failure failure(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Undecodable.class);
        return ((Decoded.Undecodable) decoded).failure();
    }
}
