package io.bellbuoy.deadletters.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.desk.DeskService;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Masking as it ships, and that nobody learns by searching what they may not see. */
@ExtendWith(OutputCaptureExtension.class)
class SearchMaskTests {

    private static final String ACCOUNT = "acc-471100";
    private static final String DEVICE = "dev-778899";
    private static final String LATITUDE = "48.137154";

    private static final String PAYMENT = """
            {"transactionId": "tx-9", "accountId": "%s", "timestamp": "2026-01-02T03:04:05Z", "amount": "12.50", "deviceId": "%s",\
             "latitude": %s, "longitude": "11.576124", "merchantId": "m-5"%s}""";

    private static DeskService desk;

    /** Numbers of dead letters are 1, 2, 3, ... */
    @BeforeAll
    static void start() {
        desk = DeskService.startAsShipped();
        String message = "account " + ACCOUNT + " on " + DEVICE + " at " + LATITUDE + " is refused";
        desk.store("transactions-dlt", ACCOUNT, payment(""), "com.acme.BookException", message);
        desk.store("orders-dlt", "order-1", "{\"id\": 1}", "java.lang.IllegalStateException", "no stock for 1");
        desk.store("orders-dlt", "transactions", ACCOUNT, payment(""), "com.acme.MovedException", message);
        desk.store("orders-dlt", "invoices", "i-1", "{}", "com.acme.BillException", "no address");
        String more = ", \"more\": \"" + "x".repeat(20_000) + "\"";
        desk.store("transactions-dlt", ACCOUNT, payment(more), "com.acme.LargeException", message);
        desk.store("transactions-dlt", ACCOUNT, "{\"accountId\": \"" + ACCOUNT, "com.acme.JsonException", message);
        String refused = "account " + ACCOUNT + " is refused";
        desk.store("account-verifications-dlt", ACCOUNT, "{\"accountId\": \"" + ACCOUNT + "\"}", "a.B", refused);
        desk.store("account-actions-dlt", ACCOUNT, "{\"accountId\": \"" + ACCOUNT + "\"}", "a.C", refused);
        desk.store("fraud-alerts-dlt", ACCOUNT, alert("\"severity\": \"HIGH\""), "a.D", refused);
        desk.store(
                "fraud-decisions-dlt",
                ACCOUNT,
                alert("\"parts\": [{\"values\": {\"last\": \"" + DEVICE + "\"}}]"),
                "a.E",
                refused);
    }

    private static String payment(String more) {
        return PAYMENT.formatted(ACCOUNT, DEVICE, LATITUDE, more);
    }

    private static String alert(String more) {
        return "{\"rule\": \"high-value\", \"key\": {\"accountId\": \"" + ACCOUNT + "\"}, " + more + "}";
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text={guess}",
                "text=account {guess}",
                "topic=transactions&text={guess}",
                "topic=transactions-dlt&text={guess}",
                "topic=orders&text={guess}",
                "topic=orders-dlt&text={guess}&limit=1",
                "key={guess}",
                "topic=transactions&key={guess}",
                "topic=orders&key={guess}",
                "header=token={guess}",
                "topic=transactions&header=kafka_dlt-exception-message={guess}",
                "topic=orders&header=kafka_dlt-exception-message={guess}",
                "payload={guess}",
                "topic=orders&payload={guess}"
            })
    void forAViewerRightAndWrongGuessesHaveTheSameAnswer(String query) {
        String before = "";
        for (char next : ACCOUNT.toCharArray()) {
            String right = before + next;
            String wrong = before + (next == '9' ? '8' : '9');
            for (String path : List.of("/api/letters?", "/letters?")) {
                HttpResponse<String> ofRight = desk.get("viewer", path + query(query, right));
                HttpResponse<String> ofWrong = desk.get("viewer", path + query(query, wrong));
                assertThat(ofRight.statusCode()).as(right).isEqualTo(ofWrong.statusCode());
                assertThat(withoutInput(ofRight.body())).as(right).isEqualTo(withoutInput(ofWrong.body()));
            }
            before = right;
        }
    }

    /** Without this the test before would hold of a search that finds nothing. Its name, which is printed, tells no value. */
    @ParameterizedTest(name = "{index}")
    @CsvSource(
            delimiter = '|',
            value = {
                "operator | text=acc-4711                   | 8",
                "operator | topic=orders&text=acc-4711      | 1",
                "operator | key=acc-471100                  | 8",
                "operator | topic=orders&key=acc-471100     | 1",
                "operator | payload=acc-4711                | 7",
                "viewer   | topic=orders&text=no stock      | 1",
                "viewer   | topic=orders&key=order-1        | 1",
                "viewer   | topic=orders&header=token=tok-123 | 1",
                "operator | topic=transactions              | 4",
                "operator | topic=transactions-dlt          | 3",
                "viewer   | topic=invoices                  | 1",
                "viewer   | topic=orders-dlt                | 3",
                "viewer   | topic=orders                    | 3"
            })
    void whatMayBeSearchedIsFound(String user, String query, int count) {
        HttpResponse<String> answer = desk.get(user, "/api/letters?" + query(query, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/items").size())
                .isEqualTo(count);
    }

    @Test
    void aRefusalSaysWhy() {
        assertThat(detail("text=x"))
                .isEqualTo(
                        "Without the role operator, text is searched only in one topic in which nothing is sensitive."
                                + " Add the topic, or ask an admin for the role.");
        assertThat(detail("topic=transactions&key=x"))
                .isEqualTo("In the topic that you ask for there are sensitive fields, so searching key needs the role"
                        + " operator. Ask without it, or ask an admin for the role.");
        assertThat(detail("payload=x"))
                .isEqualTo(
                        "Searching payloads needs the role operator. Ask without payload, or ask an admin for the role.");
    }

    @Test
    void asItShipsNothingSensitiveLeavesTheServiceAndWhatFindsTheRecordDoes(CapturedOutput output) {
        for (int id = 1; id <= 10; id++) {
            for (String path : List.of("/api/letters/" + id, "/letters/" + id, "/api/letters/" + id + "/payload")) {
                hidesAll(path);
            }
            hidesAll("/api/letters/" + id + "/history");
        }
        for (String path : List.of("/api/letters", "/letters", "/api/groups", "/groups", "/api/groups?text=account")) {
            hidesAll(path);
        }
        assertThat(desk.get("viewer", "/api/letters/1").body()).contains("tx-9", "m-5", "account ••• on ••• at ••• is");
        assertThat(desk.get("viewer", "/api/letters/9").body()).contains("high-value", "HIGH");
        assertThat(output.getAll()).doesNotContain(ACCOUNT, DEVICE, LATITUDE);
    }

    @Test
    void theMessageOfAGroupQuotesNothingSensitive() {
        assertThat(desk.get("viewer", "/api/groups").body()).contains("account ••• on ••• at ••• is refused");
        assertThat(desk.get("viewer", "/api/groups?text=" + ACCOUNT).body()).contains("\"items\":[]");
    }

    @Test
    void aListHidesWhatItDidNotLookInto() {
        String list =
                desk.get("operator", "/api/letters?exception=LargeException").body();
        assertThat(JsonMapper.shared().readTree(list).at("/items/0/message").asString())
                .isEqualTo("•••");
    }

    /** A page without what was typed, and without its token against forgery. */
    private static String withoutInput(String body) {
        return body.replaceAll("value=\"[^\"]*\"", "");
    }

    private static void hidesAll(String path) {
        assertThat(desk.get("viewer", path).body()).as(path).doesNotContain(ACCOUNT, DEVICE, LATITUDE, "11.576124");
    }

    private static String detail(String query) {
        HttpResponse<String> answer = desk.get("viewer", "/api/letters?" + query);
        assertThat(answer.statusCode()).isEqualTo(403);
        return JsonMapper.shared().readTree(answer.body()).at("/detail").asString();
    }

    private static String query(String query, String guess) {
        StringBuilder encoded = new StringBuilder();
        for (String parameter : query.replace("{guess}", guess).split("&")) {
            String[] parts = parameter.split("=", 2);
            encoded.append(parts[0])
                    .append('=')
                    .append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return encoded.toString();
    }
}
