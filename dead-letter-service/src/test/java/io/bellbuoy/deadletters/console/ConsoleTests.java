package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.bellbuoy.deadletters.desk.DeskService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in Chromium; skipped where there is none at /usr/bin/chromium or the path in CHROMIUM. */
class ConsoleTests {

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Playwright playwright;
    private static Browser browser;
    private static DeskService desk;

    @BeforeAll
    static void start() {
        assumeTrue(
                Files.isExecutable(CHROMIUM), "There is no Chromium at " + CHROMIUM + ": install it, or set CHROMIUM");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        desk = DeskService.start();
        desk.storeExamples();
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void aViewerSearchesAndSeesWhatIsMasked() {
        try (Page page = login("viewer", 1280, ColorScheme.LIGHT)) {
            assertThat(page).hasURL(desk.address() + "/groups");
            assertThat(page.locator("tbody tr")).hasCount(3);
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit")))
                    .hasCount(0);
            page.getByLabel("Text").fill("stock");
            page.getByLabel("Text").press("Enter");
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.getByLabel("Text")).hasValue("stock");
            page.locator("tbody a").click();
            assertThat(page.locator("tbody tr")).hasCount(3);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Search").setExact(true))
                    .click();
            page.getByLabel("Topic").fill("payments");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                    .click();
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.locator("tbody a").last().click();
            assertThat(page.getByText("Operators can show them.")).isVisible();
            assertThat(page.getByLabel("Value", new Page.GetByLabelOptions().setExact(true)))
                    .containsText("•••");
        }
    }

    @Test
    void anOperatorSeesEverythingAndTheAuditSaysSo() {
        try (Page page = login("operator", 1280, ColorScheme.LIGHT)) {
            page.navigate(desk.address() + "/letters/4");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show them"))
                    .click();
            assertThat(page.getByLabel("Value", new Page.GetByLabelOptions().setExact(true)))
                    .containsText("4111111111111111");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit"))
                    .click();
            assertThat(page.locator("tbody tr").first()).containsText("UNMASK");
        }
    }

    @Test
    void everyPageIsAccessibleWideOnAPhoneAndInTheDark() {
        List<String> problems = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                try (Page page = login("operator", width, scheme)) {
                    List<String> errors = new ArrayList<>();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")) {
                            errors.add(message.text());
                        }
                    });
                    for (String path : List.of(
                            "/groups",
                            "/groups?text=nothing",
                            group(),
                            "/letters",
                            "/letters/1",
                            "/letters/4",
                            "/letters/5",
                            "/audit",
                            "/letters/999",
                            "/login")) {
                        page.navigate(desk.address() + path);
                        String name = (path.replaceAll("[^a-z0-9]+", "-") + "-" + width + "-" + scheme).toLowerCase();
                        page.screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(SCREENSHOTS.resolve(name.substring(1) + ".png")));
                        new AxeBuilder(page)
                                .analyze()
                                .getViolations()
                                .forEach(rule -> problems.add(name + ": " + rule.getId() + " "
                                        + rule.getNodes().get(0).getHtml()));
                        boolean wide = (boolean) page.evaluate(
                                "document.documentElement.scrollWidth > document.documentElement.clientWidth");
                        if (wide) {
                            problems.add(name + ": wider than the screen");
                        }
                    }
                    errors.removeIf(error -> error.contains("404"));
                    problems.addAll(errors);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static String group() {
        String body = desk.get("viewer", "/api/groups?text=stock").body();
        return "/groups/" + body.replaceAll("(?s).*\"fingerprint\":\"([0-9a-f]+)\".*", "$1");
    }

    private static Page login(String user, int width, ColorScheme scheme) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 800).setColorScheme(scheme));
        page.navigate(desk.address() + "/groups");
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(DeskService.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.locator("h1")).hasText("Groups");
        return page;
    }
}
