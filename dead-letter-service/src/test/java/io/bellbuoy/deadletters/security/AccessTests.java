package io.bellbuoy.deadletters.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.desk.DeskService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who may do what. */
class AccessTests {

    private static DeskService desk;

    @BeforeAll
    static void start() {
        desk = DeskService.start();
        desk.storeExamples();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @ParameterizedTest(name = "{0}: nobody {1}, viewer {2}, operator {3}, admin {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/login                           | 200    | 200    | 200      | 200",
                "/actuator/info                   | 200    | 200    | 200      | 200",
                "/actuator/health/liveness        | 200    | 200    | 200      | 200",
                "/actuator/prometheus             | 401    | 200    | 200      | 200",
                "/actuator/metrics                | 401    | 200    | 200      | 200",
                "/groups                          | 302    | 200    | 200      | 200",
                "/letters                         | 302    | 200    | 200      | 200",
                "/letters/1                       | 302    | 200    | 200      | 200",
                "/letters?payload=Bath            | 302    | 403    | 200      | 200",
                "/letters?text=no                 | 302    | 403    | 200      | 200",
                "/letters?topic=orders&text=no    | 302    | 200    | 200      | 200",
                "/api/letters?key=order-1         | 401    | 403    | 200      | 200",
                "/api/letters?header=token=t      | 401    | 403    | 200      | 200",
                "/api/letters?header=token        | 401    | 200    | 200      | 200",
                "/api/letters?topic=payments&key=p-1     | 401 | 403 | 200     | 200",
                "/api/letters?topic=payments-dlt&text=4  | 401 | 403 | 200     | 200",
                "/api/letters?topic=orders&key=order-1   | 401 | 200 | 200     | 200",
                "/api/letters/5/payload           | 401    | 403    | 403      | 403",
                "/audit                           | 302    | 403    | 200      | 200",
                "/api/groups                      | 401    | 200    | 200      | 200",
                "/api/letters                     | 401    | 200    | 200      | 200",
                "/api/letters?payload=Bath        | 401    | 403    | 200      | 200",
                "/api/letters/1                   | 401    | 200    | 200      | 200",
                "/api/letters/1?unmask=true       | 401    | 403    | 200      | 200",
                "/api/letters/1/payload           | 401    | 200    | 200      | 200",
                "/api/letters/1/payload?unmask=true | 401  | 403    | 200      | 200",
                "/letters/1/edit                  | 302    | 403    | 200      | 200",
                // Editing is off by default.
                "/api/letters/1/edits             | 401    | 200    | 200      | 200",
                "/api/letters/1/edits/draft       | 401    | 403    | 403      | 403",
                "/api/audit                       | 401    | 403    | 200      | 200",
                "/v3/api-docs                     | 401    | 200    | 200      | 200"
            })
    void aRoleMayWhatItMay(String path, int nobody, int viewer, int operator, int admin) {
        assertThat(desk.get(null, path).statusCode()).as("nobody").isEqualTo(nobody);
        assertThat(desk.get("viewer", path).statusCode()).as("viewer").isEqualTo(viewer);
        assertThat(desk.get("operator", path).statusCode()).as("operator").isEqualTo(operator);
        assertThat(desk.get("admin", path).statusCode()).as("admin").isEqualTo(admin);
    }

    @Test
    void detailsOfHealthAreForThoseWhoAreLoggedIn() {
        for (String path : List.of("/actuator/health", "/actuator/health/readiness")) {
            assertThat(desk.get(null, path).body())
                    .as(path)
                    .contains("\"status\"")
                    .doesNotContain("components", "Kafka");
            assertThat(desk.get("viewer", path).body()).as(path).contains("\"deadLetters\"", "\"topics\"");
            assertThat(desk.get("admin", path).body()).as(path).contains("\"deadLetters\"", "\"topics\"");
        }
    }

    @Test
    void aFormOfAnotherSiteIsRefusedAndLeavesNoTrace() {
        assertThat(desk.post("operator", "/letters/4/unmasked").statusCode()).isEqualTo(403);
        assertThat(desk.post(null, "/login?username=operator").statusCode()).isEqualTo(403);
        assertThat(desk.post("operator", "/logout").statusCode()).isEqualTo(403);
        assertThat(desk.get("operator", "/api/audit").body()).doesNotContain("letter 4");
    }

    @Test
    void anOrderWithASessionNeedsATokenAndOneWithoutAnythingALogin() throws Exception {
        HttpRequest.Builder order = HttpRequest.newBuilder(URI.create(desk.address() + "/api/letters/restore"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"ids\": [1]}"));
        HttpClient http = HttpClient.newHttpClient();

        HttpResponse<String> nobodys = http.send(order.build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> forged = http.send(
                order.header("Cookie", "JSESSIONID=of-somebody").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(nobodys.statusCode()).isEqualTo(401);
        assertThat(nobodys.body()).contains("Login required", "HTTP Basic");
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void aPageOfAProblemSaysWhoIsLoggedInAndWhatToDo() {
        assertThat(desk.get("viewer", "/letters/999").body())
                .contains("Log out", "viewer", "There is no dead letter 999")
                .doesNotContain(">Audit<");
        assertThat(desk.get("viewer", "/letters?text=no").body())
                .contains("Log out", "text is searched only in one topic in which nothing is sensitive");
        assertThat(desk.get("admin", "/letters/999").body()).contains(">Audit<");
    }

    @Test
    void aPageShowsOnlyWhatIsKnownAndOffersNoEmptyFile() {
        assertThat(desk.get("viewer", "/letters/4").body())
                .contains("<code>payments</code>", "/api/letters/4/payload")
                .doesNotContain("?@?");
        assertThat(desk.get("viewer", "/letters/5").body()).doesNotContain("/api/letters/5/payload");
    }

    @Test
    void answersCarryHeadersThatProtect() {
        HttpResponse<String> page = desk.get("viewer", "/groups");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.body()).doesNotContain("<style", " style=", "<script>");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withoutUsersItStartsAndSaysWhatIsMissing(CapturedOutput output) {
        try (DeskService closed = DeskService.startWithoutUsers()) {
            assertThat(closed.get("admin", "/api/groups").statusCode()).isEqualTo(401);
            assertThat(closed.get(null, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        }
        assertThat(output).contains("Nobody can log in").contains("set bellbuoy.deadletters.users.<name>.password");
    }
}
