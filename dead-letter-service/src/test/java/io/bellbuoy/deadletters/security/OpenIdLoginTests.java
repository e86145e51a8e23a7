package io.bellbuoy.deadletters.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import io.bellbuoy.deadletters.desk.DeskService;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins with OpenID Connect, over HTTP and with signed tokens, and meters that need none. */
class OpenIdLoginTests {

    private static OpenIdProvider provider;
    private static DeskService desk;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeAll
    static void start() throws IOException, JOSEException {
        provider = OpenIdProvider.start();
        String client = "spring.security.oauth2.client.";
        desk = DeskService.start(
                client + "registration.desk.client-id=desk",
                client + "registration.desk.client-secret=secret",
                client + "registration.desk.client-name=Desk",
                client + "registration.desk.authorization-grant-type=authorization_code",
                client + "registration.desk.redirect-uri={baseUrl}/login/oauth2/code/{registrationId}",
                client + "registration.desk.scope=openid",
                client + "provider.desk.authorization-uri=" + provider.address() + "/authorize",
                client + "provider.desk.token-uri=" + provider.address() + "/token",
                client + "provider.desk.jwk-set-uri=" + provider.address() + "/keys",
                "bellbuoy.deadletters.roles-claim=realm_access.roles",
                "bellbuoy.deadletters.open-metrics=true");
    }

    @AfterAll
    static void stop() {
        desk.close();
        provider.close();
    }

    @ParameterizedTest(name = "{0}: groups {1}, audit {2}")
    @CsvSource({"viewer, 200, 403", "Operator, 200, 200", "admin, 200, 200", "guest, 403, 403"})
    void theClaimNamesTheRole(String role, int groups, int audit) throws Exception {
        provider.roles(List.of("unrelated", role));
        assertThat(login()).isEqualTo(desk.address() + "/groups");
        assertThat(get("/api/groups").statusCode()).isEqualTo(groups);
        assertThat(get("/api/audit").statusCode()).isEqualTo(audit);
    }

    @Test
    void aTokenThatTheProviderDidNotSignIsRefused() throws Exception {
        provider.roles(List.of("admin"));
        provider.forge(true);
        assertThat(login()).isEqualTo(desk.address() + "/login?error");
        provider.forge(false);
        assertThat(get("/api/groups").statusCode()).isEqualTo(401);
    }

    @Test
    void thePageOfTheLoginOffersTheProvider() throws Exception {
        assertThat(get("/login").body()).contains("Log in with Desk", "/oauth2/authorization/desk");
    }

    @Test
    void metersAreOpenIfThePropertySaysSoAndNothingElseIs() throws Exception {
        assertThat(get("/actuator/prometheus").body()).contains("bellbuoy_deadletters_open");
        assertThat(get("/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/metrics/bellbuoy.deadletters.open").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/groups").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/health").body()).doesNotContain("components");
    }

    /** Goes the way of a browser, and says where that ends. */
    private String login() throws Exception {
        URI authorize = URI.create(get("/oauth2/authorization/desk")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(authorize.toString()).startsWith(provider.address() + "/authorize");
        provider.nonce(parameter(authorize, "nonce"));
        HttpResponse<String> answer = get("/login/oauth2/code/desk?code=any&state=" + parameter(authorize, "state"));
        return URI.create(desk.address())
                .resolve(answer.headers().firstValue("Location").orElseThrow())
                .toString();
    }

    /** As it stands in the address, encoded. */
    private static String parameter(URI address, String name) {
        for (String parameter : address.getRawQuery().split("&")) {
            if (parameter.startsWith(name + "=")) {
                return parameter.substring(name.length() + 1);
            }
        }
        throw new AssertionError(address + " has no " + name);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(desk.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
