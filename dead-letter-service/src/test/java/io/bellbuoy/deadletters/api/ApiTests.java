package io.bellbuoy.deadletters.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.desk.DeskService;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Groups and dead letters over HTTP, from a real database. */
class ApiTests {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                              | 3",
                "sort=total                    | 3",
                "text=STOCK                    | 1",
                "text=%                        | 0",
                "service=billing               | 3",
                "service=other                 | 0",
                "failureClass=INVALID          | 0",
                "open=true                     | 3"
            })
    void groupsAreFound(String query, int count) {
        assertThat(json("/api/groups?" + encoded(query)).at("/items").size()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                           | 4,3,2,1,0",
                "topic=orders                               | 2,1,0",
                "topic=orders-dlt                           | 2,1,0",
                "key=order-1                                | 1",
                "key=order                                  | ''",
                "header=token                               | 4,3,2,1,0",
                "header=token=tok-123                       | 4,3,2,1,0",
                "header=token=other                         | ''",
                "exception=cardexception                    | 3",
                "service=billing                            | 4,3,2,1,0",
                "text=no stock for 2                        | 2",
                "payload=Bath                               | 3",
                "state=open                                 | 4,3,2,1,0",
                "state=parked                               | ''",
                "from=2025-06-15T15:06:43Z                  | 4,3",
                "to=2025-06-15T15:06:41                     | 0",
                "topic=orders&limit=2                       | 2,1",
            })
    void deadLettersAreFound(String query, String offsets) {
        assertThat(offsets(json("/api/letters?" + encoded(query)))).isEqualTo(offsets);
    }

    @Test
    void pagesFollowEachOther() {
        List<String> groups = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json("/api/groups?sort=total&limit=1&after=" + after);
            groups.add(page.at("/items/0/total").asString());
            after = page.at("/next").asString("");
        } while (!after.isEmpty());
        assertThat(groups).containsExactly("3", "1", "1");

        JsonNode first = json("/api/letters?limit=3");
        JsonNode second = json("/api/letters?limit=3&after=" + first.at("/next").asString());
        assertThat(offsets(first) + "," + offsets(second)).isEqualTo("4,3,2,1,0");
        assertThat(second.at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/letters?limit=0      | 400 | limit is \"0\"; it must be a number from 1 to 200.",
                "/api/letters?limit=many   | 400 | limit is \"many\"; it must be a number from 1 to 200.",
                "/api/letters?from=today   | 400 | from is \"today\"; it must be a time such as 2026-01-31T12:00:00Z, or a date.",
                "/api/letters?state=lost   | 400 | state is \"LOST\"; it must be one of OPEN, REDRIVING, REDRIVEN, PARKED, DISCARDED.",
                "/api/letters?after=x      | 400 | after is \"x\"; it must be the value of next of the page before, or left out.",
                "/api/groups?sort=age      | 400 | sort is \"age\"; it must be one of last_seen, total, open.",
                "/api/groups?open=maybe    | 400 | open is \"maybe\"; it must be true or false.",
                "/api/groups?after=x       | 400 | after is \"x\"; it must be the value of next of the page before, or left out.",
                "/api/letters/x            | 400 | id is \"x\"; it must be a whole number.",
                "/api/letters/999          | 404 | There is no dead letter 999; GET /api/letters lists those there are.",
                "/api/groups/none          | 404 | There is no group with the fingerprint none; GET /api/groups lists those there are."
            })
    void whatIsNotAllowedIsSaid(String path, int status, String detail) {
        HttpResponse<String> answer = desk.get("viewer", path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/detail").asString())
                .isEqualTo(detail);
    }

    @Test
    void aValueIsDownloadedToTheByte() {
        long id = json("/api/letters?key=order-1").at("/items/0/id").asLong();
        HttpResponse<String> answer = desk.get("viewer", "/api/letters/" + id + "/payload");
        assertThat(answer.body()).isEqualTo("{\"id\": 1}");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(header -> assertThat(header).startsWith("attachment"));
    }

    @Test
    void theApiDescribesItself() {
        JsonNode description = json("/v3/api-docs");
        assertThat(description.at("/paths").propertyNames())
                .contains(
                        "/api/groups", "/api/letters", "/api/letters/{id}", "/api/letters/{id}/payload", "/api/audit");
    }

    private static String encoded(String query) {
        if (query == null) {
            return "";
        }
        StringBuilder encoded = new StringBuilder();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            encoded.append(parts[0])
                    .append('=')
                    .append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return encoded.toString();
    }

    private static String offsets(JsonNode page) {
        List<String> offsets = new ArrayList<>();
        page.at("/items").forEach(letter -> offsets.add(letter.at("/offset").asString()));
        return String.join(",", offsets);
    }

    private static JsonNode json(String path) {
        HttpResponse<String> answer = desk.get("operator", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
