package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.fraud.account.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the service as it ships tells an operator of its rules over HTTP, and what it lets him do. */
class RulesOverHttpTests {

    @TempDir
    private Path directory;

    @Test
    void theRulesInForceAreShownAndNobodyReloadsThem() {
        try (Service service = Service.start("shown", FreePort.find(), directory)) {
            Answer answer = service.get("/actuator/rules");

            assertThat(answer.status()).isEqualTo(200);
            JsonNode rule = answer.json().at("/rules/high-value");
            assertThat(rule.at("/definition/stream").asString()).isEqualTo("transactions");
            assertThat(rule.at("/version").asString()).isNotEmpty();
            assertThat(answer.json()
                            .at("/features/spend24h/definition/window/trailing")
                            .asString())
                    .isEqualTo("1d");
            assertThat(service.get("/actuator/stages").status()).isEqualTo(200);
            assertThat(service.send("POST", "/actuator/rules").status()).isEqualTo(405);
        }
    }

    @Test
    void aReloadIsAskedForWhereItIsAllowed() throws IOException {
        Path file = directory.resolve("rules.yml");
        Files.writeString(file, ruleOf("amount > 5"));
        try (Service service = Service.start(
                "steered",
                FreePort.find(),
                directory.resolve("state"),
                "--management.endpoint.rules.access=unrestricted",
                "--bellbuoy.reload.file=" + file,
                "--bellbuoy.reload.every=1d")) {
            Files.writeString(file, ruleOf("amount > 7"));

            Answer applied = service.send("POST", "/actuator/rules");

            assertThat(applied.status()).isEqualTo(200);
            assertThat(applied.json().path("outcome").asString()).isEqualTo("applied");
            assertThat(service.get("/actuator/rules")
                            .json()
                            .at("/rules/edited/definition/when")
                            .asString())
                    .isEqualTo("amount > 7");

            Files.writeString(file, ruleOf("amnt > 7"));
            Answer refused = service.send("POST", "/actuator/rules");

            assertThat(refused.status())
                    .as("the request was fine, the file is not")
                    .isEqualTo(200);
            assertThat(refused.json().path("outcome").asString()).isEqualTo("refused");
            assertThat(refused.json().path("reason").asString()).contains("amnt");
            assertThat(refused.json().path("version")).isEqualTo(applied.json().path("version"));
        }
    }

    private static String ruleOf(String when) {
        return "bellbuoy: { rules: { edited: { stream: transactions, when: \"" + when + "\" } } }";
    }
}
