package io.bellbuoy.fraud.account;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks another instance, which must answer by itself. */
@Component
final class OwnerClient {

    /** Marks a question that was passed on once, and must not be again. */
    static final String FORWARDED = "Bellbuoy-Forwarded";

    private static final Logger LOG = LoggerFactory.getLogger(OwnerClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(6);

    private final RestClient client;

    OwnerClient() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT).build());
        requests.setReadTimeout(ANSWER);
        client = RestClient.builder().requestFactory(requests).build();
    }

    /**
     * Asks an instance about an account.
     *
     * @param address its host and port
     * @return its answer; empty if it gave none, whatever the reason
     */
    <T> Optional<T> ask(String address, String accountId, Question<T> question) {
        try {
            return Optional.ofNullable(client.get()
                    .uri(UriComponentsBuilder.fromUriString("http://" + address)
                            .pathSegment("api", "accounts", "{account}", question.path())
                            .encode()
                            .buildAndExpand(accountId)
                            .toUri())
                    .header(FORWARDED, "1")
                    .retrieve()
                    .body(question.type()));
        } catch (RestClientException | IllegalArgumentException e) {
            // The latter: any member of the group can write an address that is none.
            LOG.debug("No answer from the instance at {}", address, e);
            return Optional.empty();
        }
    }
}
