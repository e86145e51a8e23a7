package io.bellbuoy.quickstart.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service whether it is ready, as Kubernetes does. */
public final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final HttpRequest question;

    /** Of the service at an address, such as {@code http://127.0.0.1:8081}. */
    public Readiness(String url) {
        question = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                .timeout(LIMIT)
                .build();
    }

    /** Whether it says so now; not if it does not answer within 2 s. */
    public boolean isUp() {
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK && answer.body().contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
