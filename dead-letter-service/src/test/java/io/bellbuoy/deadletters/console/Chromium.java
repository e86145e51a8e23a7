package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.bellbuoy.deadletters.testkit.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser that looks at the console: the one at /usr/bin/chromium, or at the path in CHROMIUM. */
final class Chromium implements AutoCloseable {

    private static final Path PATH = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** What Kafka, PostgreSQL and a small machine may take, in milliseconds. */
    private static final double PATIENCE = 90_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PATH)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    /** Starts it; where there is none, the tests that need it are skipped and say so. */
    static Chromium start() {
        assumeTrue(Files.isExecutable(PATH), "There is no Chromium at " + PATH + ": install it, or set CHROMIUM");
        return new Chromium();
    }

    /** One of {@link Users} logs in, on a screen of usual width. */
    Page login(String address, String user) {
        return login(address, user, 1280, ColorScheme.LIGHT);
    }

    /** One of {@link Users} logs in and sees the groups. */
    Page login(String address, String user, int width, ColorScheme scheme) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 800).setColorScheme(scheme));
        page.setDefaultTimeout(PATIENCE);
        page.navigate(address + "/groups");
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(Users.PASSWORD);
        button(page, "Log in").click();
        assertThat(page.locator("h1")).hasText("Groups");
        return page;
    }

    /** What looks at pages as an operator and finds what is wrong with them. */
    interface Tour {

        /** @param look is given the page and a name for it, and keeps a screenshot */
        void of(Page page, Look look);
    }

    /** One look at a page. */
    interface Look {
        void at(Page page, String name);
    }

    /**
     * What is wrong with some pages, wide, and on a phone in the dark: what axe finds, what is wider than the screen, and errors of
     * scripts and of what a page loads, but for the page itself.
     */
    List<String> problems(String address, Tour tour) {
        List<String> problems = new ArrayList<>();
        look(address, tour, 1280, ColorScheme.LIGHT, problems);
        look(address, tour, 390, ColorScheme.DARK, problems);
        return problems;
    }

    private void look(String address, Tour tour, int width, ColorScheme scheme, List<String> problems) {
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        try (Page page = login(address, "operator", width, scheme)) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.location().startsWith(page.url())) {
                    problems.add(message.text() + " at " + message.location());
                }
            });
            tour.of(page, (at, name) -> look(at, name + suffix, problems));
        }
    }

    private static void look(Page page, String name, List<String> problems) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(rule -> problems.add(name + ": " + rule.getId() + " "
                        + rule.getNodes().get(0).getHtml()));
        if ((boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")) {
            problems.add(name + ": wider than the screen");
        }
    }

    /** The button of that name. */
    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The link of that name. */
    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
