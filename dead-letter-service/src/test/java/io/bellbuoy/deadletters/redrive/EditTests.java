package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.Service.Answer;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.Users;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Values that operators correct, over the API, with a real broker and database. */
class EditTests {

    private static final String VALID =
            "{\"transactionId\":\"t\",\"accountId\":\"a\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"amount\":\"12.50\"}";

    private static Desk desk;
    private static Service service;

    @BeforeAll
    static void start() {
        desk = new Desk("edit");
        service = Service.start(
                desk.url(),
                "edit",
                "bellbuoy.deadletters.redrive.observe=0s",
                "bellbuoy.deadletters.edit.enabled=true",
                "bellbuoy.deadletters.edit.limit=2KB",
                "bellbuoy.deadletters.edit.schemas[0].topics=edit-payments.*",
                "bellbuoy.deadletters.edit.schemas[0].schema=classpath:schemas/transaction.json",
                "bellbuoy.deadletters.masking.rules[0].topics=edit-cards-dlt",
                "bellbuoy.deadletters.masking.rules[0].fields=pan",
                "bellbuoy.deadletters.users.vic.password=" + Users.HASH,
                "bellbuoy.deadletters.users.ann.password=" + Users.HASH,
                "bellbuoy.deadletters.users.ann.roles=operator");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anEditIsSentInPlaceOfTheValueAndTheOriginalStays() {
        TestBroker.createTopic("edit-orders", 1);
        long id = deadLetter("edit-orders", "{\"id\": 7, \"amount\": \"7,50\"}");
        Answer reviewed = post("ann", id, "/review", "{\"id\": 7, \"amount\": \"7.50\"}", null);
        assertThat(reviewed.body().at("/difference").toString())
                .isEqualTo("[\"  {\",\"    \\\"id\\\": 7,\",\"-   \\\"amount\\\": \\\"7,50\\\"\",\"+   \\\"amount\\\":"
                        + " \\\"7.50\\\"\",\"  }\"]");
        assertThat(reviewed.body().at("/violations")).isEmpty();

        Answer sent = post("ann", id, "", "{\n  \"id\": 7,\n  \"amount\": \"7.50\"\n}", "a point, not a comma");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        Eventually.holds(() -> assertThat(TopicReader.all("edit-orders")).hasSize(1));
        ConsumerRecord<byte[], byte[]> record = TopicReader.all("edit-orders").get(0);
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":7,\"amount\":\"7.50\"}");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("key");
        assertThat(TopicReader.header(record, "content-type")).isEqualTo("application/json");
        assertThat(TopicReader.header(record, "bellbuoy-redrive-edit")).isEqualTo(sent.at("/edit"));
        assertThat(TopicReader.header(record, "bellbuoy-redrive-attempt")).isEqualTo("1");
        assertThat(desk.ledger.texts("select redrive_id from redrive_attempt where letter = " + id))
                .containsExactly(TopicReader.header(record, "bellbuoy-redrive-id"));

        assertThat(desk.ledger.texts("select convert_from(value, 'UTF8') from dead_letter where id = " + id))
                .containsExactly("{\"id\": 7, \"amount\": \"7,50\"}");
        assertThat(desk.ledger.texts(
                        "select actor || ': ' || detail from audit where action = 'edit' and subject = 'letter " + id
                                + "'"))
                .containsExactly("ann: edit " + sent.at("/edit") + ", redrive " + sent.at("/redrive")
                        + ": a point, not a comma\n"
                        + "  {\n    \"id\": 7,\n-   \"amount\": \"7,50\"\n+   \"amount\": \"7.50\"\n  }");
        Eventually.holds(() -> assertThat(get("vic", id, "").at("/0/outcome")).isEqualTo("SUCCEEDED"));
        assertThat(post("ann", id, "", "{}", "again").at("/detail"))
                .isEqualTo("Dead letter " + id + " is REDRIVEN; only what is OPEN or PARKED can be edited.");
        desk.ledger.isConsistent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\":\"12.50\"          | \"amount\":\"12,50\"  | $.amount | \"12,50\" | text that matches"
                        + " ^[0-9]+(\\.[0-9]+)?$",
                "\"amount\":\"12.50\"          | \"amount\":-1         | $.amount | -1 | at least 0",
                "\"amount\":\"12.50\"          | \"amount\":true       | $.amount | true | of type string or number",
                ",\"amount\":\"12.50\"         | ''                    | $.amount | missing | there",
                "2026-01-02T03:04:05Z          | yesterday             | $.timestamp | \"yesterday\" | text of the"
                        + " format date-time",
                "\"accountId\":\"a\"           | \"accountId\":        | $ | no JSON in line 1, column 34 | JSON",
                "\"accountId\":\"a\"           | \"accountId\":\"a\"   | $ | what it was | changed, or redriven as it"
                        + " is"
            })
    void anEditThatBreaksTheSchemaIsRefusedWithWhatIsWrong(
            String from, String to, String path, String found, String allowed) {
        long id = once("edit-payments", VALID);
        Answer refused = post("ann", id, "", VALID.replace(from, to), "a try");
        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(refused.at("/violations/0/path")).isEqualTo(path);
        assertThat(refused.at("/violations/0/found")).isEqualTo(found);
        assertThat(refused.at("/violations/0/allowed")).isEqualTo(allowed);
        assertThat(refused.at("/detail")).isEqualTo(path + " is " + found + "; it must be " + allowed + ".");
        assertThat(post("ann", id, "/review", VALID.replace(from, to), null).at("/violations/0/path"))
                .isEqualTo(path);
        assertThat(stateOf(id)).isEqualTo("OPEN");
    }

    /** The example of the page: its configuration, and what it says of a comma. */
    @Test
    void theExampleOfTheDocumentationIsWhatIsAnswered() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "dead-letters.md"));
        assertThat(page)
                .contains("- { topics: \"transactions(-dlt)?\", schema: \"classpath:schemas/transaction.json\" }");
        long id = once("edit-payments", VALID);
        Answer refused = post("ann", id, "", VALID.replace("12.50", "12,50"), "a try");
        assertThat(page).contains("{\"violations\":" + refused.body().at("/violations") + "}");
    }

    @Test
    void withoutAReasonNothingIsSent() {
        long id = once("edit-payments", VALID);
        Answer refused = post("ann", id, "", VALID.replace("12.50", "12.60"), " ");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/violations/0/path")).isEqualTo("reason");
        assertThat(post("ann", id, "", null, "why").at("/detail"))
                .isEqualTo("value is \"missing\"; it must be the whole value, as text.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edit-binary | CAFE00 | has a binary value, which cannot be edited as text. Redrive it as it is, or"
                        + " discard it.",
                "edit-control | 0102 | has a binary value, which cannot be edited as text. Redrive it as it is, or"
                        + " discard it."
            })
    void whatIsBinaryCannotBeEdited(String topic, String hex, String why) {
        long id = deadLetter(topic, HexFormat.of().parseHex(hex));
        Answer refused = get("ann", id, "/draft");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/detail")).isEqualTo("Dead letter " + id + " " + why);
    }

    @Test
    void whatIsTooLargeCannotBeEditedNorBecomeSo() {
        long large = deadLetter("edit-large", "x".repeat(3000));
        assertThat(get("ann", large, "/draft").at("/detail"))
                .isEqualTo("Dead letter " + large + " has a value of 3000 bytes; those of up to 2048"
                        + " (bellbuoy.deadletters.edit.limit) can be edited.");
        long small = deadLetter("edit-grows", "x");
        assertThat(post("ann", small, "", "x".repeat(3000), "more").at("/violations/0/allowed"))
                .isEqualTo("at most 2048");
    }

    @Test
    void viewersMayNotEdit() {
        long id = once("edit-payments", VALID);
        for (String path : List.of("", "/review")) {
            Answer refused = post("vic", id, path, VALID, "why");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.at("/detail")).isEqualTo("Editing needs the role operator. Ask an admin for it.");
        }
        assertThat(get("vic", id, "/draft").status()).isEqualTo(403);
        assertThat(post("ann", 999_999, "", VALID, "why").status()).isEqualTo(404);
    }

    @Test
    void whatIsMaskedIsShownWithATraceAndNotInTheAudit() {
        TestBroker.createTopic("edit-cards", 1);
        long id = deadLetter("edit-cards", "{\"pan\": \"4111\", \"city\": \"Bth\"}");
        Answer draft = get("ann", id, "/draft");
        assertThat(draft.body().at("/text").isNull()).isTrue();
        String edited = "{\"pan\": \"4222\", \"city\": \"Bath\"}";
        assertThat(post("ann", id, "/review", edited, null).body().toString()).contains("4111", "4222");
        assertThat(post("ann", id, "", edited, "a letter was missing").status()).isEqualTo(202);
        assertThat(desk.ledger.texts("select action from audit where subject = 'letter " + id + "' order by id"))
                .containsExactly("UNMASK", "edit");
        assertThat(desk.ledger.texts(
                        "select detail from audit where action = 'edit' and subject = 'letter " + id + "'"))
                .singleElement()
                .satisfies(detail -> assertThat(detail)
                        .contains("-   \"city\": \"Bth\"", "+   \"city\": \"Bath\"", "•••")
                        .doesNotContain("4111", "4222"));
        assertThat(get("vic", id, "").body().toString()).contains("Bath").doesNotContain("4111", "4222");
        Eventually.holds(() -> assertThat(TopicReader.all("edit-cards")).hasSize(1));
        assertThat(new String(TopicReader.all("edit-cards").get(0).value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"pan\":\"4222\",\"city\":\"Bath\"}");
    }

    @Test
    void whatIsParkedIsOpenedAndSent() {
        TestBroker.createTopic("edit-parked", 1);
        long id = deadLetter("edit-parked", "wrong");
        TriageDesk triage = service.bean(TriageDesk.class);
        triage.park(Selection.ids(List.of(id)), "waits for a fix", "ann");
        assertThat(post("ann", id, "", "right", "fixed by hand").status()).isEqualTo(202);
        Eventually.holds(() -> assertThat(stateOf(id)).isEqualTo("REDRIVEN"));
        assertThat(TopicReader.all("edit-parked").get(0).value()).isEqualTo(Letters.bytes("right"));
        desk.ledger.isConsistent();
    }

    private static long once(String origin, String value) {
        List<String> ids = desk.ledger.texts("select id::text from dead_letter where origin_topic = '" + origin + "'");
        return ids.isEmpty() ? deadLetter(origin, value) : Long.parseLong(ids.get(0));
    }

    private static long deadLetter(String origin, String value) {
        return deadLetter(origin, Letters.bytes(value));
    }

    private static long deadLetter(String origin, byte[] value) {
        TestBroker.createTopic(origin + "-dlt", 1);
        var letter = Letters.ours(origin + "-dlt", "key", origin, 1, "no amount");
        var record = Letters.plain(origin + "-dlt", letter.key(), value);
        record.headers().add("content-type", Letters.bytes("application/json"));
        letter.headers().forEach(record.headers()::add);
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            producer.send(record);
        }
        String id = "select max(id) from dead_letter where origin_topic = '" + origin + "'";
        Eventually.holds(
                () -> assertThat(desk.ledger.jdbc().sql(id).query(Long.class).optional())
                        .isPresent());
        return desk.ledger.number(id);
    }

    private static String stateOf(long id) {
        return desk.ledger
                .texts("select state from dead_letter where id = " + id)
                .get(0);
    }

    private static Answer get(String user, long id, String path) {
        return ask(user, "GET", id, path, null);
    }

    private static Answer post(String user, long id, String path, String value, String reason) {
        Map<String, String> body = new HashMap<>();
        body.put("value", value);
        body.put("reason", reason);
        return ask(user, "POST", id, path, JsonMapper.shared().writeValueAsString(body));
    }

    private static Answer ask(String user, String method, long id, String path, String body) {
        try {
            return service.ask(user, method, "/api/letters/" + id + "/edits" + path, body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
