package io.bellbuoy.deadletters.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters as nobody would wish them: each is stored, and what was in it can be had back. */
class OddLettersTests {

    private static final String DATABASE = "odd_letters";
    private static final String TOPIC = "odd-letters-dlt";

    private static Ledger ledger;
    private static Service service;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
        TestBroker.createTopic(TOPIC, 1);
        TestDatabase database = TestDatabase.shared().create(DATABASE);
        ledger = new Ledger(database.client(DATABASE));
        service = Service.start(database.url(DATABASE), "odd", "bellbuoy.deadletters.payload.limit=6MB");
        producer = Letters.producer();
    }

    @AfterAll
    static void stop() {
        producer.close();
        service.close();
        ledger.isConsistent();
    }

    /** What is stored of one dead letter. */
    private record Row(
            String writer,
            @Nullable String originTopic,
            String keyForm,
            byte @Nullable [] key,
            String valueForm,
            int valueSize,
            byte @Nullable [] value,
            String headers) {}

    @Test
    void withoutKeyValueAndHeaders() throws Exception {
        Row row = store(Letters.plain(TOPIC, null, null));
        assertThat(row.keyForm()).isEqualTo("ABSENT");
        assertThat(row.valueForm()).isEqualTo("ABSENT");
        assertThat(row.key()).isNull();
        assertThat(row.value()).isNull();
        assertThat(row.headers()).isEqualTo("[]");
        assertThat(row.writer()).isEqualTo("UNKNOWN");
        assertThat(row.originTopic()).isNull();
    }

    @Test
    void emptyKeyAndValueAreNotAbsent() throws Exception {
        Row row = store(Letters.plain(TOPIC, new byte[0], new byte[0]));
        assertThat(row.keyForm()).isEqualTo("PLAIN");
        assertThat(row.key()).isEmpty();
        assertThat(row.value()).isEmpty();
    }

    @Test
    void binaryKeyAndValueAreKeptToTheByte() throws Exception {
        byte[] key = noise(100);
        byte[] value = noise(5000);
        value[0] = 0;
        Row row = store(Letters.plain(TOPIC, key, value));
        assertThat(row.key()).isEqualTo(key);
        assertThat(row.value()).isEqualTo(value);
    }

    @Test
    void largeTextIsCompressed() throws Exception {
        byte[] value = Letters.bytes("{\"a\":[" + "1234567,".repeat(700_000) + "1]}");
        Row row = store(Letters.plain(TOPIC, null, value));
        assertThat(row.valueForm()).isEqualTo("GZIP");
        assertThat(row.valueSize()).isEqualTo(value.length).isGreaterThan(5_000_000);
        assertThat(row.value()).hasSizeLessThan(100_000);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(row.value())).readAllBytes())
                .isEqualTo(value);
    }

    @Test
    void largeNoiseIsKeptAsItIs() throws Exception {
        byte[] value = noise(5 << 20);
        Row row = store(Letters.plain(TOPIC, null, value));
        assertThat(row.valueForm()).isEqualTo("PLAIN");
        assertThat(row.value()).isEqualTo(value);
    }

    @Test
    void ofWhatIsTooLargeThereIsAPreview() throws Exception {
        byte[] value = noise(7 << 20);
        Row row = store(Letters.plain(TOPIC, null, value));
        assertThat(row.valueForm()).isEqualTo("PREVIEW");
        assertThat(row.valueSize()).isEqualTo(value.length);
        assertThat(row.value()).hasSize(1024).isEqualTo(Arrays.copyOf(value, 1024));
    }

    @Test
    void malformedHeadersCountAsMissing() throws Exception {
        var letter = Letters.plain(TOPIC, null, Letters.bytes("x"));
        letter.headers()
                .add(DeadLetterHeaders.FINGERPRINT, Letters.bytes("'; drop table dead_letter; --"))
                .add(DeadLetterHeaders.ORIGINAL_TOPIC, Letters.bytes("odd-gone"))
                .add(DeadLetterHeaders.ORIGINAL_PARTITION, Letters.bytes("seven"))
                .add(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(Long.MIN_VALUE))
                .add(DeadLetterHeaders.ORIGINAL_TIMESTAMP, DeadLetterHeaders.int64(Long.MAX_VALUE))
                .add(DeadLetterHeaders.EXCEPTION_MESSAGE, (byte[]) null)
                .add(DeadLetterHeaders.FAILURE, new byte[] {(byte) 0xC3, 0, 'x'})
                .add("", new byte[0])
                .add("zero\0in name", new byte[] {0});
        Row row = store(letter);
        assertThat(row.writer()).isEqualTo("BELLBUOY");
        assertThat(row.originTopic()).isEqualTo("odd-gone");
        assertThat(row.headers())
                .contains("{\"name\": \"bellbuoy-failure\", \"base64\": \"wwB4\"}")
                .contains("{\"name\": \"kafka_dlt-exception-message\"}")
                .contains("{\"name\": \"\", \"text\": \"\"}")
                .contains("{\"name\": \"zero\uFFFDin name\", \"base64\": \"AA==\"}");
    }

    @Test
    void hugeHeadersAreKept() throws Exception {
        var letter = Letters.plain(TOPIC, null, null);
        String trace = "java.lang.StackOverflowError\n" + "\tat com.acme.Deep.down(Deep.java:1)\n".repeat(40_000);
        letter.headers()
                .add("kafka_dlt-exception-fqcn", Letters.bytes("x".repeat(100_000)))
                .add("kafka_dlt-exception-message", Letters.bytes("\uD83D\uDD14".repeat(100_000)))
                .add("kafka_dlt-exception-stacktrace", Letters.bytes(trace))
                .add("kafka_dlt-original-topic", Letters.bytes("t".repeat(100_000)));
        for (int i = 0; i < 2_000; i++) {
            letter.headers().add("h" + i, noise(100));
        }
        Row row = store(letter);
        assertThat(row.originTopic()).isNull();
        assertThat(row.headers()).contains("x".repeat(100_000)).contains("\"name\": \"h1999\"");
        assertThat(ledger.number("select max(length(stack_trace)) from dead_letter"))
                .isEqualTo(128 * 1024);
    }

    @Test
    void aStackTraceIsStoredOnce() throws Exception {
        Row row = store(Letters.springs(TOPIC, "k", "odd-orders", 1, "orders", "no such account"));
        assertThat(row.headers())
                .contains("{\"name\": \"kafka_dlt-exception-stacktrace\", \"column\": \"stack_trace\"}")
                .doesNotContain("Caused by");
    }

    @Test
    void absurdTimestamps() throws Exception {
        Row row = store(new ProducerRecord<>(TOPIC, null, 0L, null, Letters.bytes("long ago")));
        assertThat(row.value()).isEqualTo(Letters.bytes("long ago"));
    }

    private static Row store(ProducerRecord<byte[], byte[]> letter) throws Exception {
        long offset = producer.send(letter).get().offset();
        Eventually.holds(() -> assertThat(rows(offset)).hasSize(1));
        return rows(offset).get(0);
    }

    private static List<Row> rows(long offset) {
        return ledger.jdbc()
                .sql("""
                        select writer, origin_topic, key_form, key, value_form, value_size, value, headers::text
                        from dead_letter where dlt_offset = :offset
                        """)
                .param("offset", offset)
                .query((row, number) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getBytes(7),
                        row.getString(8)))
                .list();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
