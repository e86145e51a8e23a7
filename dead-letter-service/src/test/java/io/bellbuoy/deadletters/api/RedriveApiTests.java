package io.bellbuoy.deadletters.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.FailedRecords;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import io.bellbuoy.deadletters.testkit.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Redrive, discard, park and notes over HTTP, with the whole service, a real broker and a real database. */
class RedriveApiTests {

    /** Watches the first batch so long that the job is still there when the next request comes. */
    private static final String SLOW = "\"care\": {\"observe\": \"1h\"}";

    private static final String QUICK = "\"care\": {\"observe\": \"0s\", \"stopAt\": 1}";

    private static Service service;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.shared().create("redrive_api");
        ledger = new Ledger(database.client("redrive_api"));
        service = Service.start(database.url("redrive_api"), "redapi", Users.properties());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest(name = "{0} {1}: nobody {3}, viewer {4}, operator {5}, admin {6}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET  | /api/redrives                | -                             | 401 | 200 | 200 | 200",
                "GET  | /api/redrives/999            | -                             | 401 | 404 | 404 | 404",
                "GET  | /api/redrives/999/letters    | -                             | 401 | 404 | 404 | 404",
                "GET  | /api/letters/999/redrives    | -                             | 401 | 200 | 200 | 200",
                "POST | /api/redrives/dry-run        | {\"ids\": [999]}              | 401 | 403 | 200 | 200",
                "POST | /api/redrives                | {\"ids\": [999]}              | 401 | 403 | 422 | 422",
                "POST | /api/redrives/999/pause      | -                             | 401 | 403 | 404 | 404",
                "POST | /api/redrives/999/resume     | -                             | 401 | 403 | 404 | 404",
                "POST | /api/redrives/999/cancel     | -                             | 401 | 403 | 404 | 404",
                "POST | /api/redrives/999/settle     | {\"sent\": true}              | 401 | 403 | 404 | 404",
                "POST | /api/letters/discard         | {\"ids\": [999], \"reason\": \"test\"} | 401 | 403 | 200 | 200",
                "POST | /api/letters/restore         | {\"ids\": [999]}              | 401 | 403 | 200 | 200",
                "POST | /api/letters/park            | {\"ids\": [999], \"reason\": \"test\"} | 401 | 403 | 200 | 200",
                "POST | /api/letters/unpark          | {\"ids\": [999]}              | 401 | 403 | 200 | 200",
                "GET  | /api/groups/none/notes       | -                             | 401 | 404 | 404 | 404",
                "POST | /api/groups/none/notes       | {\"text\": \"test\"}          | 401 | 404 | 404 | 404",
                // Pages: nobody is led to the login, or refused without a token of a form.
                "GET  | /redrives/new?ids=999        | -                             | 302 | 403 | 200 | 200",
                "GET  | /letters/discard?ids=999     | -                             | 302 | 403 | 200 | 200",
                "GET  | /letters/park?ids=999        | -                             | 302 | 403 | 200 | 200",
                "GET  | /redrives                    | -                             | 302 | 200 | 200 | 200",
                "GET  | /redrives/999                | -                             | 302 | 404 | 404 | 404",
                "GET  | /parked                      | -                             | 302 | 200 | 200 | 200",
                "POST | /redrives?ids=999            | -                             | 403 | 403 | 403 | 403"
            })
    void aRoleMayWhatItMay(String method, String path, String body, int nobody, int viewer, int operator, int admin)
            throws Exception {
        assertThat(status(null, method, path, body)).as("nobody").isEqualTo(nobody);
        assertThat(status("viewer", method, path, body)).as("viewer").isEqualTo(viewer);
        assertThat(status("operator", method, path, body)).as("operator").isEqualTo(operator);
        assertThat(status("admin", method, path, body)).as("admin").isEqualTo(admin);
    }

    @Test
    void aViewerIsToldWhichRoleIsNeeded() throws Exception {
        Service.Answer answer = service.ask("viewer", "POST", "/api/redrives", "{\"ids\": [1]}");
        assertThat(answer.body().at("/detail").asString()).contains("need the role operator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                    | 400 | The selection is \"empty\"; it must be exactly one of"
                        + " ids, group and search, with something in it.",
                "{\"ids\": []}                         | 400 | The selection is \"empty\"; it must be exactly one of"
                        + " ids, group and search, with something in it.",
                "{\"ids\": [1], \"group\": \"x\"}      | 400 | The selection is \"more than one\"; it must be exactly"
                        + " one of ids, group and search, with something in it.",
                "{\"ids\": [null]}                     | 400 | ids is \"a list with null in it\"; it must be 1 to"
                        + " 10,000 numbers of dead letters; for more, give a group or a search.",
                "{\"ids\": [\"many\"]}                 | 400 | The body has ids[0] in another form; it must be a whole"
                        + " number.",
                "{\"search\": {}}                      | 400 | search is \"empty\"; it must be at least one thing that"
                        + " is searched for.",
                "{\"search\": {\"state\": \"lost\"}}   | 400 | state is \"LOST\"; it must be one of OPEN, REDRIVING,"
                        + " REDRIVEN, PARKED, DISCARDED.",
                "{\"search\": {\"toppic\": \"a\"}}     | 400 | The body has search.toppic, which is not known; known"
                        + " are after, exception, from, group, header, key, limit, payload, service, state, text, to,"
                        + " topic.",
                "{\"ids\": [1], \"taget\": \"a\"}      | 400 | The body has taget, which is not known; known are"
                        + " besideOthers, care, group, ids, search, target, upTo.",
                "{\"ids\": [1], \"target\": \"a b\"}   | 400 | target is \"a b\"; it must be the name of a topic: 1 to"
                        + " 249 of letters, digits, dots, _ and -.",
                "{\"ids\": [1], \"care\": {\"stopAt\": 2}}          | 400 | stopAt is \"2\"; it must be 0 to 1.",
                "{\"ids\": [1], \"care\": {\"stopAt\": \"NaN\"}}    | 400 | stopAt is \"NaN\"; it must be 0 to 1.",
                "{\"ids\": [1], \"care\": {\"observe\": \"2 days\"}} | 400 | observe is \"2 days\"; it must be 0s to"
                        + " 24h.",
                "{\"ids\": [1], \"care\": {\"observe\": \"25h\"}}   | 400 | observe is \"25h\"; it must be 0s to 24h.",
                "{\"ids\": [1], \"care\": {\"rate\": 0}}            | 400 | rate is \"0\"; it must be 1 or more.",
                "{\"ids\": [1], \"care\": {\"lagLimit\": -1}}       | 400 | lagLimit is \"-1\"; it must be 0 or more.",
                "{\"ids\": [1], \"care\": {\"maxBatch\": 10001}}    | 400 | maxBatch is \"10001\"; it must be 1 to"
                        + " 10000.",
                "{\"ids\": [1]                         | 400 | The body is missing or no JSON object; it must be one,"
                        + " as /v3/api-docs says.",
                "{\"ids\": [999]}                      | 422 | There is no dead letter of what is selected.",
                "{\"group\": \"none\"}                 | 422 | There is no dead letter of what is selected."
            })
    void whatIsNotAllowedIsSaid(String body, int status, String detail) throws Exception {
        Service.Answer answer = service.ask("operator", "POST", "/api/redrives", body);
        assertThat(answer.body().at("/detail").asString()).isEqualTo(detail);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/letters/discard        | {\"ids\": [1]}                     | reason is \"\"; it must be 1 to"
                        + " 1,000 characters without the zero character.",
                "/api/letters/discard        | {\"ids\": [1], \"reason\": \" \"}  | reason is \"\"; it must be 1 to"
                        + " 1,000 characters without the zero character.",
                "/api/letters/park           | {\"ids\": [1]}                     | reason is \"\"; it must be 1 to"
                        + " 1,000 characters without the zero character.",
                "/api/letters/restore        | {}                                 | The selection is \"empty\"; it"
                        + " must be exactly one of ids, group and search, with something in it.",
                "/api/redrives/1/settle      | {}                                 | sent is \"left out\"; it must be"
                        + " true or false."
            })
    void anActionWithoutWhatItNeedsIsRefused(String path, String body, String detail) throws Exception {
        Service.Answer answer = service.ask("operator", "POST", path, body);
        assertThat(answer.body().at("/detail").asString()).isEqualTo(detail);
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aDryRunSaysWhereItGoesWhoReadsItAgainAndWhatIsLeftOut() throws Exception {
        deadLetters("redapi-dry", 30);
        deadLetter("redapi-dry-dlt", Letters.plain("redapi-dry-dlt", null, Letters.bytes("lost")));
        hasRead("warehouse", "redapi-dry", 0);
        service.ask(
                "operator",
                "POST",
                "/api/letters/discard",
                "{\"ids\": [%d], \"reason\": \"test data\"}".formatted(first("redapi-dry-dlt")));
        JsonNode plan = ok("/api/redrives/dry-run", "{\"search\": {\"topic\": \"redapi-dry\"}}");
        assertThat(plan.at("/count").asLong()).isEqualTo(29);
        assertThat(plan.at("/selection").asString()).isEqualTo("search topic=redapi-dry");
        JsonNode target = plan.at("/targets/0");
        assertThat(target.at("/topic").asString()).isEqualTo("redapi-dry");
        assertThat(target.at("/count").asLong()).isEqualTo(29);
        assertThat(target.at("/problem").isNull()).isTrue();
        assertThat(target.at("/failed/0").asString()).isEqualTo("fraud-detection");
        assertThat(target.at("/others").findValuesAsString("group")).containsExactly("warehouse");
        assertThat(target.at("/others/0/active").asBoolean()).isFalse();
        assertThat(plan.at("/leftOut").findValuesAsString("count")).containsExactly("1", "1");
        assertThat(plan.at("/leftOut").findValuesAsString("reason"))
                .containsExactly(
                        "Their headers do not say which topic they came from. Give the topic to redrive them to.",
                        "They are discarded. Restore them first.");
        assertThat(plan.at("/steps").toString()).isEqualTo("[1,2,5,20,1]");
        assertThat(plan.at("/atLeast").asString()).isEqualTo("PT50S");
        assertThat(ledger.number("select count(*) from redrive_attempt a join dead_letter d on d.id = letter"
                        + " where d.dlt_topic = 'redapi-dry-dlt'"))
                .isZero();
    }

    @Test
    void aDryRunIsHeldToWhatItCounted() throws Exception {
        deadLetters("redapi-counted", 2);
        String search = "\"search\": {\"topic\": \"redapi-counted\"}";
        long upTo = ok("/api/redrives/dry-run", "{" + search + "}").at("/upTo").asLong();
        FailedRecords.send(IntStream.range(2, 5)
                .mapToObj(i -> Letters.ours("redapi-counted-dlt", "key-" + i, "redapi-counted", i, "no stock"))
                .toList());
        Eventually.holds(() -> assertThat(count("redapi-counted-dlt")).isEqualTo(5));
        JsonNode started = accepted("{" + search + ", \"upTo\": " + upTo + "}");
        assertThat(started.at("/redrive/total").asLong()).isEqualTo(2);
    }

    @Test
    void aGroupThatIsRedrivenIsNotRedrivenTwice() throws Exception {
        deadLetters("redapi-busy", 20);
        String group = group("redapi-busy-dlt");
        JsonNode started = accepted("{\"group\": \"" + group + "\", " + SLOW + "}");
        long job = started.at("/redrive/id").asLong();
        assertThat(started.at("/redrive/requestedBy").asString()).isEqualTo("operator");
        assertThat(started.at("/redrive/total").asLong()).isEqualTo(20);

        Service.Answer second = service.ask("second", "POST", "/api/redrives", "{\"group\": \"" + group + "\"}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().at("/redrive").asLong()).isEqualTo(job);
        assertThat(second.body().at("/detail").asString())
                .startsWith("Redrive " + job + " of operator, which is RUNNING, has ")
                .endsWith("Wait until it has ended, cancel it, or redrive the rest beside it.");
        Service.Answer beside = service.ask(
                "second", "POST", "/api/redrives", "{\"group\": \"" + group + "\", \"besideOthers\": true}");
        assertThat(beside.status()).isEqualTo(422);
        assertThat(ok("/api/redrives/dry-run", "{\"group\": \"" + group + "\"}")
                        .at("/holders/0/job")
                        .asLong())
                .isEqualTo(job);

        String path = "/api/redrives/" + job;
        assertThat(service.ask("operator", "POST", path + "/resume", null).status())
                .isEqualTo(409);
        assertThat(service.ask("operator", "POST", path + "/pause", null)
                        .body()
                        .at("/state")
                        .asString())
                .isEqualTo("PAUSED");
        assertThat(service.ask("second", "POST", path + "/resume", null)
                        .body()
                        .at("/state")
                        .asString())
                .isEqualTo("RUNNING");
        assertThat(service.ask("admin", "POST", path + "/cancel", null)
                        .body()
                        .at("/reason")
                        .asString())
                .isEqualTo("Cancelled by admin.");
        Service.Answer late = service.ask("operator", "POST", path + "/cancel", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().at("/detail").asString())
                .isEqualTo("Redrive " + job + " is CANCELLED; to cancel redrive it must be one of [RUNNING, PAUSED].");
        assertThat(ledger.texts(
                        "select actor || ' ' || action from audit where subject = 'redrive " + job + "' order by id"))
                .containsExactly(
                        "operator redrive", "operator pause redrive", "second resume redrive", "admin cancel redrive");
        ledger.isConsistent();
    }

    @Test
    void ofTwoWhoAskAtOnceOneIsToldOfTheOther() throws Exception {
        deadLetters("redapi-twice", 50);
        String body = "{\"group\": \"" + group("redapi-twice-dlt") + "\", " + SLOW + "}";
        List<CompletableFuture<Service.Answer>> both = List.of("operator", "second").stream()
                .map(user -> CompletableFuture.supplyAsync(() -> ask(user, body)))
                .toList();
        List<Service.Answer> answers =
                both.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Service.Answer::status).containsExactlyInAnyOrder(202, 409);
        JsonNode won = answers.get(0).status() == 202
                ? answers.get(0).body()
                : answers.get(1).body();
        JsonNode lost = answers.get(0).status() == 202
                ? answers.get(1).body()
                : answers.get(0).body();
        assertThat(won.at("/redrive/total").asLong()).isEqualTo(50);
        assertThat(lost.at("/redrive").asLong()).isEqualTo(won.at("/redrive/id").asLong());
        service.ask("operator", "POST", "/api/redrives/" + lost.at("/redrive").asLong() + "/cancel", null);
    }

    @Test
    void askingAgainWithTheSameKeyStartsNothingAgain() throws Exception {
        deadLetters("redapi-key", 3);
        String body = "{\"group\": \"" + group("redapi-key-dlt") + "\", " + QUICK + "}";
        String[] key = {"Idempotency-Key", "f3c1"};
        Service.Answer first = service.ask("operator", "POST", "/api/redrives", body, key);
        assertThat(first.status()).as(first.body().toString()).isEqualTo(202);
        long job = first.body().at("/redrive/id").asLong();
        awaitState(job, "DONE");
        TestBroker.deleteTopic("redapi-key");
        Service.Answer again = service.ask("operator", "POST", "/api/redrives", body, key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/redrive/id").asLong()).isEqualTo(job);
        Service.Answer other = service.ask("operator", "POST", "/api/redrives", "{\"ids\": [1]}", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().at("/detail").asString())
                .isEqualTo("The key f3c1 was given to another request, which started redrive " + job
                        + ". Give each request a key of its own.");
        assertThat(service.ask("second", "POST", "/api/redrives", "{\"ids\": [999]}", key)
                        .status())
                .as("everybody has keys of their own")
                .isEqualTo(422);
    }

    @Test
    void aTopicThatIsGoneAndAnOriginThatIsNotKnownAreSaid() throws Exception {
        TestBroker.createTopic("redapi-found", 1);
        TestBroker.createTopic("redapi-gone-dlt", 1);
        deadLetter("redapi-gone-dlt", Letters.ours("redapi-gone-dlt", "key", "redapi-gone", 1, "no amount"));
        String gone = "\"search\": {\"topic\": \"redapi-gone\"}";
        String detail = "Topic redapi-gone does not exist. Make it, or redrive to another topic.";
        Service.Answer refused = service.ask("operator", "POST", "/api/redrives", "{" + gone + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/detail").asString()).isEqualTo(detail);
        assertThat(ok("/api/redrives/dry-run", "{" + gone + "}")
                        .at("/targets/0/problem")
                        .asString())
                .isEqualTo(detail);
        assertThat(service.ask(
                                "operator",
                                "POST",
                                "/api/redrives",
                                "{" + gone + ", \"target\": \"__consumer_offsets\"}")
                        .body()
                        .at("/detail")
                        .asString())
                .isEqualTo("Topic __consumer_offsets is one of Kafka's own. Redrive to another topic.");
        long job = accepted("{" + gone + ", \"target\": \"redapi-found\", " + QUICK + "}")
                .at("/redrive/id")
                .asLong();
        awaitState(job, "DONE");

        TestBroker.createTopic("redapi-nowhere-dlt", 1);
        deadLetter("redapi-nowhere-dlt", Letters.plain("redapi-nowhere-dlt", null, Letters.bytes("lost")));
        String nowhere = "\"search\": {\"topic\": \"redapi-nowhere\"}";
        Service.Answer unknown = service.ask("operator", "POST", "/api/redrives", "{" + nowhere + "}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().at("/detail").asString())
                .isEqualTo("1 dead letters do not say which topic they came from. Give the topic to redrive them to.");
        assertThat(ledger.texts("select state from dead_letter where dlt_topic = 'redapi-nowhere-dlt'"))
                .containsExactly("OPEN");
    }

    @Test
    void whatBecameOfEachIsToldAndCounted() throws Exception {
        deadLetters("redapi-told", 3);
        double before = redriven("succeeded");
        long letter = first("redapi-told-dlt");
        long job = accepted("{\"ids\": [" + letter + "], " + QUICK + "}")
                .at("/redrive/id")
                .asLong();
        awaitState(job, "DONE");
        JsonNode detail =
                service.ask("viewer", "GET", "/api/redrives/" + job, null).body();
        assertThat(detail.at("/job/progress/succeeded").asLong()).isEqualTo(1);
        assertThat(detail.at("/batches/0").toString())
                .contains("\"number\":1", "\"size\":1", "\"succeeded\":1", "\"returned\":0");
        JsonNode trip = service.ask("viewer", "GET", "/api/redrives/" + job + "/letters?outcome=succeeded", null)
                .body()
                .at("/items/0");
        assertThat(trip.at("/letter").asLong()).isEqualTo(letter);
        assertThat(trip.at("/topic").asString() + "@" + trip.at("/offset").asLong())
                .isEqualTo("redapi-told@0");
        assertThat(service.ask("viewer", "GET", "/api/letters/" + letter + "/redrives", null)
                        .body()
                        .at("/0/job")
                        .asLong())
                .isEqualTo(job);
        Eventually.holds(() -> assertThat(redriven("succeeded")).isGreaterThan(before));
        assertThat(service.ask("viewer", "GET", "/api/redrives/" + job + "/letters?outcome=lost", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void dismissedIsWhatSomebodyDismissesWithAReason() throws Exception {
        deadLetters("redapi-triage", 3);
        String group = "\"group\": \"" + group("redapi-triage-dlt") + "\"";
        String one = "{\"ids\": [" + first("redapi-triage-dlt") + "], \"reason\": \"waits for the vendor\"}";
        assertThat(ok("/api/letters/park", one).at("/count").asLong()).isEqualTo(1);
        assertThat(ok("/api/letters/unpark", "{" + group + "}").at("/count").asLong())
                .isEqualTo(1);
        assertThat(ok("/api/letters/discard", "{" + group + ", \"reason\": \"test data\"}")
                        .at("/count")
                        .asLong())
                .isEqualTo(3);
        Service.Answer nothing = service.ask("operator", "POST", "/api/redrives", "{" + group + "}");
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.body().at("/detail").asString())
                .isEqualTo("Nothing of what is selected is open: 3 discarded.");
        assertThat(ok("/api/letters/restore", "{" + group + "}").at("/count").asLong())
                .isEqualTo(3);
        ledger.isConsistent();
        JsonNode audit = service.ask("operator", "GET", "/api/audit", null).body();
        assertThat(audit.at("/items").findValuesAsString("detail")).contains("3: test data", "1: waits for the vendor");
    }

    @Test
    void aGroupHasNotesThatViewersRead() throws Exception {
        deadLetters("redapi-noted", 1);
        String path = "/api/groups/" + group("redapi-noted-dlt") + "/notes";
        assertThat(service.ask("viewer", "POST", path, "{\"text\": \"mine\"}").status())
                .isEqualTo(403);
        assertThat(service.ask("operator", "POST", path, "{\"text\": \"\"}").status())
                .isEqualTo(400);
        assertThat(service.ask("operator", "POST", path, "{\"text\": \"A fix is on its way.\"}")
                        .status())
                .isEqualTo(201);
        JsonNode notes = service.ask("viewer", "GET", path, null).body();
        assertThat(notes.size()).isEqualTo(1);
        assertThat(notes.at("/0/author").asString() + ": " + notes.at("/0/text").asString())
                .isEqualTo("operator: A fix is on its way.");
    }

    @Test
    void theDescriptionOfASearchDoesNotTellWhatIsMasked() throws Exception {
        JsonNode plan = ok(
                "/api/redrives/dry-run",
                "{\"search\": {\"payload\": \"4111\", \"key\": \"4111\", \"text\": \"4111\", \"header\":"
                        + " \"pan=4111\"}}");
        assertThat(plan.at("/selection").asString()).isEqualTo("search key=•••, header=pan=•••, text=•••, payload=•••");
    }

    @Test
    void theApiDescribesItself() throws Exception {
        JsonNode description =
                service.ask("viewer", "GET", "/v3/api-docs", null).body();
        assertThat(description.at("/paths").propertyNames())
                .contains(
                        "/api/redrives",
                        "/api/redrives/dry-run",
                        "/api/redrives/{id}/cancel",
                        "/api/letters/discard",
                        "/api/groups/{fingerprint}/notes");
        assertThat(description.at("/components/schemas/RedriveForm/properties").propertyNames())
                .contains("ids", "group", "search", "target", "care");
    }

    /** Each block {@code http} of the page is asked; the block {@code json} behind it has properties that the answer has. */
    @Test
    void theExamplesOfTheDocumentationWork() throws Exception {
        deadLetters("redapi-docs", 5);
        String page = Files.readString(Path.of("..", "docs", "dead-letters.md"))
                .replace("4f1d0c6be2a97c35", group("redapi-docs-dlt"))
                .replace("\"topic\": \"payments\"", "\"topic\": \"redapi-docs\"")
                .replace("4711", Long.toString(first("redapi-docs-dlt")));
        Matcher blocks = Pattern.compile("(?s)```http\\n(\\S+) (\\S+)\\n(.*?)```\\n(?:\\n```json\\n(.*?)```)?")
                .matcher(page);
        int examples = 0;
        String job = "";
        while (blocks.find()) {
            String path = blocks.group(2).replace("/redrives/12", "/redrives/" + job);
            String body = blocks.group(3).isBlank() ? null : blocks.group(3).strip();
            Service.Answer answer = service.ask("operator", blocks.group(1), path, body);
            assertThat(answer.status())
                    .as(path + " " + body + ": " + answer.body())
                    .isBetween(200, 299);
            if (blocks.group(4) != null) {
                List<String> missing = new ArrayList<>();
                compare("", JsonMapper.shared().readTree(blocks.group(4)), answer.body(), missing);
                assertThat(missing).as(path + ": " + answer.body()).isEmpty();
            }
            job = answer.body().at("/redrive/id").asString(job);
            examples++;
        }
        assertThat(examples).isGreaterThan(5);
    }

    private static void compare(String path, JsonNode documented, JsonNode real, List<String> missing) {
        documented.properties().forEach(property -> {
            JsonNode answered = real.path(property.getKey());
            if (answered.isMissingNode()) {
                missing.add(path + "/" + property.getKey());
            }
            compare(path + "/" + property.getKey(), property.getValue(), answered, missing);
        });
        if (documented.isArray() && !documented.isEmpty() && real.isArray() && !real.isEmpty()) {
            compare(path + "/0", documented.get(0), real.get(0), missing);
        }
    }

    private static int status(String user, String method, String path, String body) throws Exception {
        if (path.startsWith("/api/")) {
            return service.ask(user, method, path, body).status();
        }
        return service.page(user, method, path);
    }

    private static Service.Answer ask(String user, String body) {
        try {
            return service.ask(user, "POST", "/api/redrives", body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode ok(String path, String body) throws Exception {
        Service.Answer answer = service.ask("operator", "POST", path, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode accepted(String body) throws Exception {
        Service.Answer answer = ask("operator", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body();
    }

    private static void awaitState(long job, String state) {
        Eventually.holds(() -> assertThat(service.ask("viewer", "GET", "/api/redrives/" + job, null)
                        .body()
                        .at("/job")
                        .toString())
                .contains("\"state\":\"" + state + "\"", "\"due\":false"));
    }

    private static double redriven(String outcome) {
        return service.meters()
                .get("bellbuoy.deadletters.redriven")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static void deadLetters(String topic, int count) {
        FailedRecords.of(ledger, topic, count);
    }

    private static void deadLetter(String topic, ProducerRecord<byte[], byte[]> letter) {
        long before = count(topic);
        FailedRecords.send(List.of(letter));
        Eventually.holds(() -> assertThat(count(topic)).isEqualTo(before + 1));
    }

    private static long count(String topic) {
        return FailedRecords.collected(ledger, topic);
    }

    private static long first(String topic) {
        return ledger.number("select min(id) from dead_letter where dlt_topic = '" + topic + "'");
    }

    private static String group(String topic) {
        return FailedRecords.group(ledger, topic);
    }

    private static void hasRead(String group, String topic, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
