package io.bellbuoy.benchmarks.deadletters;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.desk.DeskUser;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at pages as somebody who is logged in: by a cookie, so that no password is checked for each. */
final class Browser {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final int OK = 200;

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(LIMIT)
            .build();

    private Browser(String url) {
        this.url = url;
    }

    /**
     * Logs in.
     *
     * @throws Problem if that is refused
     */
    static Browser login(String url, DeskUser user) {
        Browser browser = new Browser(url);
        Matcher token = TOKEN.matcher(browser.get("/login"));
        if (!token.find()) {
            throw new Problem("The page " + url + "/login has no form to log in with.");
        }
        String form = "_csrf=%s&username=%s&password=%s"
                .formatted(encoded(token.group(1)), encoded(user.name()), encoded(user.password()));
        String page = browser.send(browser.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        if (page.contains("name=\"password\"")) {
            throw new Problem(user.name() + " cannot log in at " + url + ".");
        }
        return browser;
    }

    /**
     * A page.
     *
     * @throws Problem if it does not come within a minute, or with another status than 200
     */
    String get(String path) {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new Problem(
                        "%s %s was answered with %d".formatted(request.method(), request.uri(), answer.statusCode()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new Problem(request.method() + " " + request.uri() + " was not answered: " + e, e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for " + request.uri(), stopped);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
