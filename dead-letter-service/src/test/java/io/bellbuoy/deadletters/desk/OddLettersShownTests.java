package io.bellbuoy.deadletters.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Letters;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters as nobody would wish them, as API and pages answer for them. */
class OddLettersShownTests {

    private static final String TOPIC = "odd-dlt";
    private static final int LIMIT = 6 << 20;
    private static final Map<String, Odd> ALL = letters();

    private static DeskService desk;
    private static Map<String, Long> ids;

    /**
     * A dead letter and what is to be seen of it.
     *
     * @param facts of the API, by JSON pointer; null where there is none
     * @param shown parts of the page
     */
    private record Odd(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            Map<String, String> facts,
            List<String> shown) {

        private Odd(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> facts, String... shown) {
            this(TOPIC, key, value, new RecordHeaders(), facts, List.of(shown));
        }

        private Odd on(String another) {
            return new Odd(another, key, value, headers, facts, shown);
        }

        private Odd with(Consumer<Headers> more) {
            more.accept(headers);
            return this;
        }
    }

    @BeforeAll
    static void start() {
        desk = DeskService.start("bellbuoy.deadletters.payload.limit=" + LIMIT + "B");
        List<Odd> letters = List.copyOf(ALL.values());
        for (int i = 0; i < letters.size(); i++) {
            Odd odd = letters.get(i);
            desk.store(new ConsumerRecord<>(
                    odd.topic(),
                    0,
                    i,
                    1_750_000_000_000L,
                    TimestampType.CREATE_TIME,
                    -1,
                    -1,
                    odd.key(),
                    odd.value(),
                    odd.headers(),
                    Optional.empty()));
        }
        ids = new LinkedHashMap<>();
        List<String> names = List.copyOf(ALL.keySet());
        for (JsonNode letter : json("/api/letters").at("/items")) {
            ids.put(names.get(letter.at("/offset").asInt()), letter.at("/id").asLong());
        }
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    static Stream<String> names() {
        return ALL.keySet().stream();
    }

    private static Map<String, Odd> letters() {
        Map<String, Odd> all = new LinkedHashMap<>();
        all.put("without key, value and headers", nothing());
        all.put(
                "with empty key and value",
                new Odd(new byte[0], new byte[0], facts("/key/form PLAIN", "/key/text ", "/value/size 0"), "0 bytes"));
        all.put("with binary key and value", binary());
        all.put("with a text of 5 MB", largeText());
        all.put("with 5 MB that do not compress", largeNoise());
        all.put("too large to be stored", tooLarge());
        all.put("with malformed headers", malformedHeaders());
        all.put("with huge headers", hugeHeaders());
        all.put(
                "of an unknown topic",
                new Odd(null, Letters.bytes("x"), facts("/origin/topic no such topic/../\u00fc"), "no such topic/../")
                        .with(headers ->
                                headers.add("kafka_dlt-original-topic", Letters.bytes("no such topic/../\u00fc"))));
        all.put("with markup everywhere", markup());
        all.put(
                "nested deeper than a parser goes",
                new Odd(null, Letters.bytes("[".repeat(100_000)), facts("/value/size 100000"), "[[[["));
        all.put(
                "whose lines would be long",
                new Odd(
                        null,
                        Letters.bytes("{\"a\":".repeat(400) + "{" + "\"b\":1,".repeat(100_000) + "\"c\":2}"
                                + "}".repeat(400)),
                        facts("/value/form GZIP"),
                        "{&quot;a&quot;:"));
        all.put(
                "with a number beyond measure",
                new Odd(null, Letters.bytes("{\"n\":1e999999999}"), facts("/value/size 17"), "1E+999999999"));
        all.put(
                "binary where fields are masked",
                new Odd(
                                null,
                                noise(50),
                                facts("/value/hidden true", "/value/base64", "/masked true"),
                                "Hidden as a whole")
                        .on("payments-dlt"));
        all.put(
                "null where fields are masked",
                new Odd(null, null, facts("/value/form ABSENT", "/value/hidden false"), "a null value")
                        .on("payments-dlt"));
        return all;
    }

    private static Odd nothing() {
        return new Odd(
                null,
                null,
                facts(
                        "/key/form ABSENT",
                        "/key/text",
                        "/value/form ABSENT",
                        "/value/base64",
                        "/writer UNKNOWN",
                        "/origin/topic",
                        "/exception",
                        "/headers/0"),
                "a null value",
                "<dd>UNKNOWN</dd>",
                "None.");
    }

    private static Odd binary() {
        return new Odd(
                new byte[] {0, -1},
                new byte[] {-2, 0, 1},
                facts("/key/text", "/key/base64 AP8=", "/value/text", "/value/base64 /gAB", "/value/cut false"),
                "base64 AP8=",
                "/gAB");
    }

    private static Odd largeText() {
        byte[] text = Letters.bytes("{\"a\":[" + "1234567,".repeat(700_000) + "1]}");
        return new Odd(
                null,
                text,
                facts("/value/form GZIP", "/value/size " + text.length, "/value/cut true", "/value/base64"),
                "Only the beginning",
                "5,600,009 bytes");
    }

    private static Odd largeNoise() {
        return new Odd(
                null,
                noise(5 << 20),
                facts("/value/form PLAIN", "/value/size 5242880", "/value/cut true", "/value/text"),
                "Only the beginning",
                "5,242,880 bytes");
    }

    private static Odd tooLarge() {
        return new Odd(
                null,
                noise(LIMIT + 1),
                facts("/value/form PREVIEW", "/value/size " + (LIMIT + 1), "/value/cut true"),
                "Only the beginning");
    }

    private static Odd malformedHeaders() {
        return new Odd(
                        null,
                        Letters.bytes("x"),
                        facts(
                                "/writer SPRING_KAFKA",
                                "/origin/topic gone",
                                "/origin/partition",
                                "/origin/offset",
                                "/origin/time",
                                "/message",
                                "/headers/5/text",
                                "/headers/5/base64 AA=="),
                        "<dt>Failed record</dt><dd><code>gone</code></dd>",
                        "zero\uFFFDin name",
                        "null")
                .with(headers -> headers.add("kafka_dlt-original-topic", Letters.bytes("gone"))
                        .add("kafka_dlt-original-partition", Letters.bytes("seven"))
                        .add("kafka_dlt-original-offset", new byte[0])
                        .add("kafka_dlt-original-timestamp", new byte[] {1})
                        .add("kafka_dlt-exception-message", (byte[]) null)
                        .add("zero\0in name", new byte[] {0}));
    }

    private static Odd hugeHeaders() {
        return new Odd(
                        null,
                        null,
                        facts("/origin/topic", "/headers/2000/name h1997"),
                        "Stack trace",
                        "com.acme.Deep.down",
                        "<code>h1997</code>")
                .with(headers -> {
                    headers.add("kafka_dlt-exception-fqcn", Letters.bytes("x".repeat(100_000)))
                            .add("kafka_dlt-original-topic", Letters.bytes("t".repeat(100_000)))
                            .add(
                                    "kafka_dlt-exception-stacktrace",
                                    Letters.bytes("java.lang.StackOverflowError\n"
                                            + "\tat com.acme.Deep.down(Deep.java:1)\n".repeat(40_000)));
                    IntStream.range(0, 2_000).forEach(i -> headers.add("h" + i, noise(100)));
                });
    }

    private static Odd markup() {
        byte[] script = Letters.bytes("<script>alert(1)</script>");
        return new Odd(
                        script,
                        script,
                        facts("/value/text <script>alert(1)</script>", "/message <script>alert(1)</script>"),
                        "&lt;script&gt;alert(1)&lt;/script&gt;")
                .with(headers -> headers.add("kafka_dlt-exception-message", script)
                        .add("kafka_dlt-exception-fqcn", script)
                        .add("kafka_dlt-original-topic", script)
                        .add("kafka_dlt-exception-stacktrace", script)
                        .add("<script>alert(1)</script>", script));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theApiAnswersForOne(String name) {
        JsonNode letter = json("/api/letters/" + ids.get(name));
        ALL.get(name).facts().forEach((pointer, value) -> assertThat(
                        letter.at(pointer).asStringOpt().orElse(null))
                .as(pointer)
                .isEqualTo(value));
    }

    @ParameterizedTest
    @MethodSource("names")
    void thePageAnswersForOne(String name) {
        HttpResponse<String> page = desk.get("viewer", "/letters/" + ids.get(name));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(ALL.get(name).shown())
                .doesNotContain("<script>alert")
                .endsWith("</html>\n")
                .hasSizeLessThan(3_000_000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsNotHiddenIsDownloadedToTheByte(String name) {
        byte[] value = ALL.get(name).value();
        HttpResponse<String> file = desk.get("operator", "/api/letters/" + ids.get(name) + "/payload?unmask=true");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValueAsLong("Content-Length"))
                .hasValue(value == null ? 0 : value.length > LIMIT ? 1024 : value.length);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theHistoryAnswersForOne(String name) {
        assertThat(json("/api/letters/" + ids.get(name) + "/history")
                        .at("/0/id")
                        .asLong())
                .isEqualTo(ids.get(name));
    }

    @Test
    void listsShowAllOfThem() {
        assertThat(json("/api/letters").at("/items").size()).isEqualTo(ALL.size());
        assertThat(json("/api/groups").at("/items").size()).isPositive();
        for (String path : List.of("/letters", "/groups")) {
            HttpResponse<String> page = desk.get("viewer", path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).doesNotContain("<script>alert").endsWith("</html>\n");
        }
        for (JsonNode group : json("/api/groups").at("/items")) {
            String path = "/groups/" + group.at("/fingerprint").asString();
            assertThat(desk.get("viewer", path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static JsonNode json(String path) {
        HttpResponse<String> answer = desk.get("viewer", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** "pointer value"; a pointer alone stands for null or nothing. */
    private static Map<String, String> facts(String... facts) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String fact : facts) {
            int space = fact.indexOf(' ');
            all.put(space < 0 ? fact : fact.substring(0, space), space < 0 ? null : fact.substring(space + 1));
        }
        return all;
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        // Never text, whatever the rest is.
        bytes[0] = (byte) 0xFF;
        return bytes;
    }
}
