package io.bellbuoy.deadletters.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.deadletters.desk.DeskService;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

class MaskTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pan          | {'pan':'4111'}                       | {'pan':'•••'}",
                "pan          | {'a':{'PAN':4111}}                   | {'a':{'PAN':'•••'}}",
                "pan          | {'pan':{'x':1}}                      | {'pan':'•••'}",
                "pan          | [{'pan':'1'},{'b':2.50}]             | [{'pan':'•••'},{'b':2.50}]",
                "$.a.b        | {'a':{'b':1,'c':2},'b':3}            | {'a':{'b':'•••','c':2},'b':3}",
                "$.a[*].b     | {'a':[{'b':1},{'b':2}]}              | {'a':[{'b':'•••'},{'b':'•••'}]}",
                "pan          | {'span':'4111'}                      | {'span':'4111'}",
                "pan          | {'pan':'41                           | ",
                "pan          | 4111                                 | ",
                "pan          | {'a':1} {'pan':1}                    | "
            })
    void fieldsAreHidden(String field, String value, String masked) {
        TopicMask mask = masking(rule(List.of(field), null)).of("payments-dlt", null);
        String json = mask.mask(value.replace('\'', '"')).json();
        assertThat(json).isEqualTo(masked == null ? null : masked.replace('\'', '"'));
    }

    @Test
    void aSchemaMarksWhatIsSensitive() {
        String schema = """
                {"properties": {
                   "card": {"$ref": "#/$defs/card"},
                   "people": {"type": "array", "items": {"properties": {"name": {"x-sensitive": true}}}},
                   "amount": {"x-sensitive": false}},
                 "$defs": {"card": {"properties": {"pan": {"type": "string", "x-sensitive": true}, "more": {"$ref": "#/$defs/card"}}}}}
                """;
        TopicMask mask = masking(rule(List.of(), schema)).of("payments-dlt", null);
        assertThat(mask.mask("{\"card\":{\"pan\":1,\"brand\":2},\"people\":[{\"name\":3}],\"amount\":4}")
                        .json())
                .isEqualTo("{\"card\":{\"pan\":\"•••\",\"brand\":2},\"people\":[{\"name\":\"•••\"}],\"amount\":4}");
    }

    @Test
    void aRuleHoldsForTheTopicOfOriginToo() {
        Masking masking = masking(rule(List.of("pan"), null));
        assertThat(masking.of("anything-dlt", "payments-dlt").isEmpty()).isFalse();
        assertThat(masking.of("anything-dlt", "orders").isEmpty()).isTrue();
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        assertThatThrownBy(() -> rule(List.of("$.a..b"), null))
                .hasMessage("bellbuoy.deadletters.masking.rules[].fields holds \"$.a..b\"; it must hold names, such as"
                        + " cardNumber, or paths, such as $.customer.cards[*].pan.");
    }

    @Test
    void nothingSensitiveLeavesTheServiceUnlessAnOperatorAsksAndTheAuditSaysSo() {
        try (DeskService desk = DeskService.start()) {
            desk.storeExamples();
            List<String> secrets = List.of("4111111111111111", "Ada Byron", "tok-123", "4222222222");
            for (String path : List.of(
                    "/api/letters?topic=payments",
                    "/api/letters/4",
                    "/api/letters/5",
                    "/api/letters/4/payload",
                    "/api/letters/5/payload",
                    "/api/letters/4/history",
                    "/letters?topic=payments",
                    "/letters/4",
                    "/letters/5",
                    "/groups",
                    "/api/groups")) {
                assertThat(desk.get("operator", path).body()).as(path).doesNotContain(secrets);
            }
            assertThat(desk.get("operator", "/api/letters/4").body()).contains("Bath", "card ••• is refused");
            assertThat(desk.get("operator", "/api/audit").body()).contains("\"items\":[]");

            assertThat(desk.get("operator", "/api/letters/4?unmask=true").body())
                    .contains("4111111111111111", "Ada Byron", "tok-123");
            assertThat(desk.get("operator", "/api/letters/5/payload?unmask=true")
                            .body())
                    .isEqualTo("{\"pan\": \"4222222222");
            assertThat(desk.get("operator", "/api/audit").body())
                    .contains("\"actor\":\"operator\",\"action\":\"UNMASK\",\"subject\":\"letter 4\"")
                    .contains("DOWNLOAD_UNMASKED");
        }
    }

    private static MaskingProperties.Rule rule(List<String> fields, String schema) {
        return new MaskingProperties.Rule(
                Pattern.compile("payments-dlt"),
                fields,
                List.of(),
                false,
                schema == null ? null : new ByteArrayResource(schema.getBytes()));
    }

    private static Masking masking(MaskingProperties.Rule rule) {
        return new Masking(new MaskingProperties(List.of(rule)));
    }
}
