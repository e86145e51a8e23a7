package io.bellbuoy.stream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** The scanner against Jackson; replay with {@code -Dtest.seed}. */
class FieldScannerTests {

    private static final int MUTATED = 400_000;

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("time", FieldType.TIMESTAMP),
            new Field("amount", FieldType.DECIMAL, true, BigDecimal.ZERO, new BigDecimal("1000000")),
            Field.of("rate", FieldType.DECIMAL),
            Field.of("present", FieldType.BOOLEAN),
            Field.of("note", FieldType.STRING),
            Field.of("notf", FieldType.STRING),
            Field.of("größe", FieldType.STRING),
            Field.of("a\":1,\"b", FieldType.DECIMAL)));

    private static final int NOTE = SCHEMA.position("note");

    private final long seed = Long.getLong("test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final FieldScanner scanner = new FieldScanner(SCHEMA, reads());
    private final ValueReader jackson = new ValueReader(SCHEMA, reads());

    /** Everything but the note. */
    private static BitSet reads() {
        BitSet reads = new BitSet();
        reads.set(0, SCHEMA.size());
        reads.clear(NOTE);
        return reads;
    }

    static Stream<Arguments> plain() {
        return Stream.of(
                taken("{}", null, null),
                taken(" \t\r\n{ \n} \r\n", null, null),
                taken("{\"id\":\"x\"}", "id", "x"),
                taken("{\"id\":\"\"}", "id", ""),
                taken("{\"id\":\" !#/:<[]{},:'~\"}", "id", " !#/:<[]{},:'~"),
                taken("{\"id\":\"" + "x".repeat(900) + "\"}", "id", "x".repeat(900)),
                taken("{\"id\":null}", "id", null),
                taken("{\"note\":\"secret\"}", "note", ""),
                taken("\n{ \"id\"\t:\r\"x\" , \"other\" : 1 }\n", "id", "x"),
                taken("{\"amount\":0}", "amount", new BigDecimal("0")),
                taken("{\"amount\":-0}", "amount", new BigDecimal("0")),
                taken("{\"amount\":-0.00}", "amount", new BigDecimal("0.00")),
                taken("{\"amount\":12.50}", "amount", new BigDecimal("12.50")),
                taken("{\"amount\":\"12.50\"}", "amount", new BigDecimal("12.50")),
                taken("{\"amount\":\"0012.5\"}", "amount", new BigDecimal("12.5")),
                taken("{\"amount\":1000000.000}", "amount", new BigDecimal("1000000.000")),
                taken("{\"rate\":123456789012345678}", "rate", new BigDecimal("123456789012345678")),
                taken("{\"rate\":-0.12345678901234567}", "rate", new BigDecimal("-0.12345678901234567")),
                taken("{\"present\":true}", "present", true),
                taken("{\"present\":false}", "present", false),
                taken("{\"present\":null}", "present", null),
                taken("{\"time\":1767323045678}", "time", Instant.ofEpochMilli(1_767_323_045_678L)),
                taken("{\"time\":-1}", "time", Instant.ofEpochMilli(-1)),
                taken("{\"time\":\"2026-01-02T03:04:05Z\"}", "time", Instant.parse("2026-01-02T03:04:05Z")),
                taken("{\"time\":\"2026-01-02T03:04:05.6789Z\"}", "time", Instant.parse("2026-01-02T03:04:05.678Z")),
                taken("{\"x\":1,\"x\":-2.5,\"y\":\"z\",\"\":true,\"i\":false,\"idd\":null,\"id\":\"x\"}", "id", "x"),
                taken("{\"x\":" + "9".repeat(500) + ",\"id\":\"x\"}", "id", "x"),
                taken("{\"a\":1,\"b\":1}", null, null),
                taken("{\"notf\":\"f\",\"note\":\"e\"}", "notf", "f"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void plainObjectIsTaken(String json, @Nullable String field, @Nullable Object value) {
        @Nullable Object[] expected = new @Nullable Object[SCHEMA.size()];
        if (field != null) {
            expected[SCHEMA.position(field)] = value;
        }
        if (json.contains("\"note\"")) {
            expected[NOTE] = ValueReader.UNREAD;
        }
        for (int i = 0; i < 2; i++) {
            assertThat(scanner.scan(bytes(json))).as("time %s", i).isEqualTo(expected);
        }
        assertThat(jackson.parse(bytes(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "\"id\"",
                "{\"id\"",
                "{\"id\":",
                "{\"id\":\"x",
                "{\"id\":\"x\"",
                "{\"id\":\"x\",",
                "{\"id\":\"x\",}",
                "{,\"id\":\"x\"}",
                "{\"id\" \"x\"}",
                "{\"id\"::\"x\"}",
                "{\"id\":}",
                "{id:\"x\"}",
                "{'id':'x'}",
                "{\"id\":\"x\";\"a\":1}",
                "{\"id\":\"x\"}}",
                "{\"id\":\"x\"}{}",
                "{\"id\":\"x\"} 1",
                "{\"id\":\"x\"}//",
                "{\"id\":\"\\u0041\"}",
                "{\"i\\u0064\":\"x\"}",
                "{\"id\":\"x\\\\\"}",
                "{\"id\":\"k\u00f6ln\"}",
                "{\"größe\":\"x\"}",
                "{\"a\\\":1,\\\"b\":1}",
                "{\"note\":\"k\u00f6ln\"}",
                "{\"other\":\"k\u00f6ln\"}",
                "{\"id\":\"a\tb\"}",
                "{\"id\":\"a\u0000b\"}",
                "{\"id\":\"a\u007fb\"}",
                "{\"id\":\"x\",\"id\":\"x\"}",
                "{\"id\":null,\"id\":null}",
                "{\"id\":1}",
                "{\"id\":true}",
                "{\"note\":1}",
                "{\"id\":{}}",
                "{\"id\":[]}",
                "{\"other\":{}}",
                "{\"other\":[1]}",
                "{\"other\":nul}",
                "{\"other\":nulll}",
                "{\"other\":True}",
                "{\"other\":NaN}",
                "{\"other\":1e3}",
                "{\"other\":01}",
                "{\"present\":\"true\"}",
                "{\"present\":1}",
                "{\"present\":tru}",
                "{\"present\":falsehood}",
                "{\"amount\":true}",
                "{\"amount\":01}",
                "{\"amount\":-01}",
                "{\"amount\":+1}",
                "{\"amount\":.5}",
                "{\"amount\":1.}",
                "{\"amount\":-}",
                "{\"amount\":1e3}",
                "{\"amount\":1E3}",
                "{\"amount\":0x1}",
                "{\"amount\":1 2}",
                "{\"amount\":1.2.3}",
                "{\"amount\":1-2}",
                "{\"amount\":\"\"}",
                "{\"amount\":\" 1\"}",
                "{\"amount\":\"1e3\"}",
                "{\"amount\":-0.01}",
                "{\"amount\":\"1000000.01\"}",
                "{\"rate\":1234567890123456789}",
                "{\"rate\":0.000000000000000001}",
                "{\"time\":1.5}",
                "{\"time\":253402300800000}",
                "{\"time\":-62167219200001}",
                "{\"time\":9999999999999999}",
                "{\"time\":true}",
                "{\"time\":\"\"}",
                "{\"time\":\"1767323045678\"}",
                "{\"time\":\"2026-02-30T03:04:05Z\"}",
                "{\"time\":\"2026-01-02T03:04:05\"}",
                "{\"time\":\"2026-01-02T03:04:05+01:00\"}"
            })
    void everythingElseIsLeftToJackson(String json) {
        assertThat(scanner.scan(bytes(json))).isNull();
        // The next record is read as if nothing had been.
        assertThat(scanner.scan(bytes("{\"id\":\"x\"}"))).startsWith("x", null);
    }

    @Test
    void longTokensAreLeftToJackson() {
        String longText = "x".repeat(PlainJson.LONGEST);
        for (String json : List.of(
                "{\"id\":\"" + longText + "\"}",
                "{\"" + longText + "\":1}",
                "{\"other\":" + "9".repeat(PlainJson.LONGEST + 1) + "}")) {
            assertThat(scanner.scan(bytes(json))).isNull();
        }
    }

    @Test
    void noOrderOfFieldsMisleadsIt() {
        List<String> members = new ArrayList<>(List.of(
                "\"id\":\"i\"", "\"note\":\"n\"", "\"notf\":\"f\"", "\"rate\":1", "\"present\":true", "\"x\":2"));
        for (int i = 0; i < 2_000; i++) {
            Collections.shuffle(members, random);
            byte[] json = bytes("{" + String.join(",", members.subList(0, random.nextInt(7))) + "}");
            assertThat(scanner.scan(json)).as("seed %s, case %s", seed, i).isEqualTo(jackson.parse(json));
        }
    }

    @Test
    void whatItTakesJacksonTakesWithEqualValues() {
        int taken = 0;
        byte[] object = {};
        for (int i = 0; i < MUTATED; i++) {
            if (i % 8 == 0) {
                List<String> members = members();
                // Now and then one of them twice.
                if (random.nextInt(8) == 0 && !members.isEmpty()) {
                    members.add(members.get(random.nextInt(members.size())));
                }
                object = bytes(object(members));
            }
            byte[] json = mutated(object);
            @Nullable Object @Nullable [] values = scanner.scan(json);
            if (values != null) {
                taken++;
                if (!Arrays.equals(values, parsed(json))) {
                    assertThat(values)
                            .as("seed %s, case %s: %s", seed, i, new String(json, StandardCharsets.ISO_8859_1))
                            .isEqualTo(parsed(json));
                }
            }
        }
        // Half of the objects are not changed; most changes hit text or end in what is no JSON.
        assertThat(taken).as("taken, seed %s", seed).isBetween(MUTATED / 2, MUTATED * 9 / 10);
    }

    @Test
    void everyUnchangedObjectIsTaken() {
        for (int i = 0; i < 5_000; i++) {
            String json = object(members());
            assertThat(scanner.scan(bytes(json)))
                    .as("seed %s, %s", seed, json)
                    .isNotNull()
                    .isEqualTo(parsed(bytes(json)));
        }
    }

    /** Jackson's values; null if it refuses. */
    private @Nullable Object @Nullable [] parsed(byte[] json) {
        try {
            return jackson.parse(json);
        } catch (Refusal | JacksonException e) {
            return null;
        }
    }

    /** Some of the fields in some order. */
    private List<String> members() {
        List<String> members = new ArrayList<>(List.of(
                "\"id\":" + orNull('"' + text() + '"'),
                "\"time\":" + orNull(time()),
                "\"amount\":" + orNull(decimal(random.nextInt(1_000_000), random.nextInt(4))),
                "\"rate\":" + orNull(decimal(random.nextInt(), random.nextInt(9))),
                "\"present\":" + orNull(Boolean.toString(random.nextBoolean())),
                "\"note\":" + orNull('"' + text() + '"'),
                "\"" + text() + "_\":" + orNull(decimal(random.nextInt(), 3))));
        if (random.nextBoolean()) {
            Collections.shuffle(members, random);
        }
        return members.subList(0, random.nextInt(members.size() + 1));
    }

    private String object(List<String> members) {
        return "{" + String.join(random.nextInt(4) == 0 ? " ,\n" : ",", members) + "}";
    }

    private String orNull(String json) {
        return random.nextInt(10) == 0 ? "null" : json;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            char c = (char) (' ' + random.nextInt(95));
            text.append(c == '"' || c == '\\' ? '.' : c);
        }
        return text.toString();
    }

    private String time() {
        Instant instant = Instant.ofEpochMilli(random.nextLong(-1_000_000_000_000L, 3_000_000_000_000L));
        return random.nextBoolean() ? "\"" + instant + "\"" : Long.toString(instant.toEpochMilli());
    }

    private String decimal(long unscaled, int scale) {
        String plain = BigDecimal.valueOf(unscaled, scale).toPlainString();
        return random.nextBoolean() ? '"' + plain + '"' : plain;
    }

    /** The bytes, or in every second case those with a few of them changed, added, left out or repeated. */
    private byte[] mutated(byte[] json) {
        byte[] bytes = json;
        for (int changes = Math.max(0, random.nextInt(6) - 2); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(8, bytes.length - at + 1));
            bytes = switch (random.nextInt(6)) {
                case 0 -> spliced(bytes, at, at + 1, other());
                case 1 -> spliced(bytes, at, at, other());
                case 2 -> spliced(bytes, at, at + 1);
                case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
                case 4 -> spliced(bytes, at, at + 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                default -> random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, at);
            };
        }
        return bytes;
    }

    private byte other() {
        String syntax = "\"\"{}[]:,,\\-+.0123456789eEtfnulrZT /\t\n";
        return (byte) (random.nextInt(8) == 0 ? random.nextInt() : syntax.charAt(random.nextInt(syntax.length())));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte... with) {
        byte[] spliced = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
        return spliced;
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Arguments taken(String json, @Nullable String field, @Nullable Object value) {
        return Arguments.of(json, field, value);
    }
}
