package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Editing and policies in Chromium, down to the broker; skipped where there is none at /usr/bin/chromium or the path in CHROMIUM. */
class EditConsoleTests {

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String WRONG =
            "{\"transactionId\":\"t-1\",\"accountId\":\"a-1\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"amount\":\"12,50\","
                    + "\"currency\":\"EUR\",\"status\":\"APPROVED\"}";

    private static Playwright playwright;
    private static Browser browser;
    private static Service service;
    private static Ledger ledger;

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
        TestDatabase database = TestDatabase.shared().create("edit_console");
        ledger = new Ledger(database.client("edit_console"));
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("secret");
        service = Service.start(
                database.url("edit_console"),
                "typo",
                "bellbuoy.deadletters.redrive.observe=0s",
                "bellbuoy.deadletters.edit.enabled=true",
                "bellbuoy.deadletters.edit.schemas[0].topics=typo-payments.*",
                "bellbuoy.deadletters.edit.schemas[0].schema=classpath:schemas/transaction.json",
                "bellbuoy.deadletters.masking.rules[0].topics=typo-cards-dlt",
                "bellbuoy.deadletters.masking.rules[0].fields=pan",
                "bellbuoy.deadletters.policies[0].name=lost-connections",
                "bellbuoy.deadletters.policies[0].when.exception=.*(Timeout|Connect)Exception",
                "bellbuoy.deadletters.policies[0].then=retry",
                "bellbuoy.deadletters.policies[0].max=3",
                "bellbuoy.deadletters.policies[1].name=the-rest",
                "bellbuoy.deadletters.policies[1].when.topic=.*",
                "bellbuoy.deadletters.policies[1].then=notify",
                "bellbuoy.deadletters.policies[1].reason=nobody has said what becomes of these",
                "bellbuoy.deadletters.policies-every=200ms",
                "bellbuoy.deadletters.users.vic.password=" + hash,
                "bellbuoy.deadletters.users.ann.password=" + hash,
                "bellbuoy.deadletters.users.ann.roles=operator");
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void anOperatorCorrectsAValueAndItIsRedriven() {
        long id = deadLetter("typo-payments", WRONG);
        try (Page page = login("ann", 1280, ColorScheme.LIGHT)) {
            page.navigate(address() + "/letters/" + id);
            link(page, "Edit").click();
            Locator value = page.getByLabel("Value");
            assertThat(value).hasValue(Pattern.compile("\\{\n  \"transactionId\": \"t-1\",\n.*", Pattern.DOTALL));

            value.fill(value.inputValue().replace("EUR", "USD"));
            page.getByLabel("Reason").fill("a comma in the amount");
            button(page, "Redrive the edit").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("$.amount is \"12,50\"; it must be pattern");
            assertThat(page.getByLabel("Value")).hasValue(Pattern.compile(".*USD.*", Pattern.DOTALL));
            assertThat(page.getByLabel("Reason")).hasValue("a comma in the amount");

            page.getByLabel("Value").fill(page.getByLabel("Value").inputValue().replace("12,50", "12.50"));
            button(page, "Show the difference").click();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
            Locator difference = page.getByLabel("Difference").last();
            assertThat(difference).containsText("-   \"amount\": \"12,50\",");
            assertThat(difference).containsText("+   \"amount\": \"12.50\",");

            button(page, "Redrive the edit").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Edit 1 is on its way in redrive 1.");
            Eventually.holds(() -> assertThat(ledger.texts("select outcome from redrive_attempt where letter = " + id))
                    .containsExactly("SUCCEEDED"));
            page.reload();
            assertThat(page.locator("tbody tr").first()).containsText("succeeded");
            assertThat(page.locator(".notice")).containsText("is REDRIVEN; only what is OPEN or PARKED can be edited.");
            page.navigate(address() + "/audit");
            assertThat(page.locator("tbody tr").first()).containsText("a comma in the amount");
        }
    }

    @Test
    void whoeverEditsWhatIsMaskedAsksForItFirst() {
        long id = deadLetter("typo-cards", "{\"pan\": \"4111111111111111\"}");
        try (Page page = login("ann", 1280, ColorScheme.LIGHT)) {
            page.navigate(address() + "/letters/" + id + "/edit");
            assertThat(page.getByLabel("Value")).hasCount(0);
            button(page, "Show and edit them").click();
            assertThat(page.getByLabel("Value")).hasValue(Pattern.compile(".*4111111111111111.*", Pattern.DOTALL));
        }
        assertThat(ledger.texts("select actor || ' ' || action from audit where subject = 'letter " + id + "'"))
                .containsExactly("ann UNMASK");
    }

    @Test
    void aViewerSeesNoButtonAndIsRefused() {
        long id = deadLetter("typo-orders", "{\"id\": 1}");
        try (Page page = login("vic", 1280, ColorScheme.LIGHT)) {
            page.navigate(address() + "/letters/" + id);
            assertThat(link(page, "Edit")).hasCount(0);
            page.navigate(address() + "/letters/" + id + "/edit");
            assertThat(page.locator("main")).containsText("Editing needs the role operator.");
        }
    }

    @Test
    void everyPageIsAccessibleWideOnAPhoneAndInTheDark() {
        long id = deadLetter("typo-payments-2", WRONG);
        long cards = deadLetter("typo-cards-2", "{\"pan\": \"4111111111111111\"}");
        Eventually.holds(() ->
                assertThat(ledger.number("select count(*) from policy_plan")).isPositive());
        List<String> problems = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                try (Page page = login("ann", width, scheme)) {
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")) {
                            problems.add(message.text());
                        }
                    });
                    String name = (width + "-" + scheme).toLowerCase();
                    page.navigate(address() + "/letters/" + id + "/edit");
                    check(page, "letter-edit-" + name, problems);
                    page.getByLabel("Value")
                            .fill(page.getByLabel("Value").inputValue().replace("APPROVED", "DECLINED"));
                    button(page, "Show the difference").click();
                    check(page, "letter-edit-difference-" + name, problems);
                    page.navigate(address() + "/letters/" + cards + "/edit");
                    check(page, "letter-edit-masked-" + name, problems);
                    page.navigate(address() + "/policies");
                    check(page, "policies-" + name, problems);
                    page.navigate(address() + "/letters/" + id);
                    check(page, "letter-with-edit-" + name, problems);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static void check(Page page, String name, List<String> problems) {
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

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static long deadLetter(String origin, String value) {
        TestBroker.createTopic(origin, 1);
        TestBroker.createTopic(origin + "-dlt", 1);
        var letter = Letters.ours(origin + "-dlt", "a-1", origin, 1, "amount is no number");
        var record = Letters.plain(origin + "-dlt", letter.key(), Letters.bytes(value));
        letter.headers().forEach(record.headers()::add);
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            producer.send(record);
        }
        String id = "select coalesce(max(id), 0) from dead_letter where origin_topic = '" + origin + "'";
        Eventually.holds(() -> assertThat(ledger.number(id)).isPositive());
        return ledger.number(id);
    }

    private static String address() {
        return "http://127.0.0.1:" + service.bean(Environment.class).getProperty("local.server.port");
    }

    private static Page login(String user, int width, ColorScheme scheme) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 800).setColorScheme(scheme));
        page.navigate(address() + "/groups");
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill("secret");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.locator("h1")).hasText("Groups");
        return page;
    }
}
