package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.bellbuoy.deadletters.console.Chromium.button;
import static io.bellbuoy.deadletters.console.Chromium.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.bellbuoy.deadletters.redrive.Processor;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.FailedRecords;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import io.bellbuoy.deadletters.testkit.Users;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Acting on dead letters in {@link Chromium}, with the whole service and services that read again what is redriven.
 */
@SuppressWarnings("try") // services run without being spoken to
class RedriveConsoleTests {

    private static Chromium chromium;
    private static Service service;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        TestDatabase database = TestDatabase.shared().create("redrive_console");
        ledger = new Ledger(database.client("redrive_console"));
        service = Service.start(
                database.url("redrive_console"),
                "redcon",
                Users.properties(
                        "bellbuoy.deadletters.redrive.observe=1500ms", "bellbuoy.deadletters.redrive.max-redrives=1"));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aGroupWhoseCauseIsMendedDrainsWhileOneLooksOn() throws Exception {
        deadLetters("redcon-mended", 30);
        try (Processor mended = Processor.start("redcon-mended", "mended", key -> false);
                Page page = login("operator")) {
            Eventually.holds(() -> assertThat(TestBroker.members("mended")).isNotEmpty());
            page.navigate(service.address() + "/letters");
            page.getByLabel("Topic").fill("redcon-mended");
            button(page, "Search").click();
            page.locator("tbody a").first().click();
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Group").setExact(true))
                    .click();
            link(page, "Redrive…").first().click();
            assertThat(page.locator("#plan")).containsText("1, 2, 5, 20, 2");
            assertThat(page.locator("#plan tbody tr")).containsText("redcon-mended");
            assertThat(page.locator("#plan tbody tr")).containsText("fraud-detection");
            assertThat(page.locator("#plan .reader")).containsText("mended");
            page.getByLabel("Largest batch").fill("10");
            page.getByLabel("Largest batch").press("Tab");
            assertThat(page.locator("#plan")).containsText("1, 2, 5, 10, 10, 2");
            page.getByLabel("Largest batch").fill("ten");
            page.getByLabel("Largest batch").press("Tab");
            assertThat(page.locator("#plan")).containsText("maxBatch is \"ten\"; it must be 1 to 10000.");
            page.getByLabel("Largest batch").fill("");
            page.getByLabel("Largest batch").press("Tab");
            button(page, "Redrive 30 dead letters").click();
            assertThat(page.locator("#job [role=status]")).containsText("Running");
            assertThat(page.locator("#job [role=status]")).containsText("Done: 30 of 30 have gone.");
            assertThat(page.locator("#job tbody tr")).hasCount(5);
            // Nothing asks any more once it is done.
            assertThat(page.locator("#job[hx-trigger]")).hasCount(0);
        }
        assertThat(ledger.number(
                        "select count(*) from dead_letter where origin_topic = 'redcon-mended' and state = 'OPEN'"))
                .isZero();
        ledger.isConsistent();
    }

    @Test
    void oneWhoseCauseIsNotStopsByItselfAndWhatCameBackIsParked() throws Exception {
        deadLetters("redcon-broken", 30);
        try (Processor broken = Processor.start("redcon-broken", "broken", key -> true);
                Page page = login("operator")) {
            page.navigate(service.address() + "/redrives/new?group=" + group("redcon-broken"));
            button(page, "Redrive 30 dead letters").click();
            assertThat(page.locator("#job [role=status]")).containsText("Stopped");
            assertThat(page.locator("#job .notice")).containsText("came back as dead letters");
            assertThat(page.locator("#job .notice")).containsText("Fix the cause and redrive.");
            assertThat(page.locator("#job .trips a").first()).containsText("dead letter");
            page.locator("#job .trips a").first().click();
            assertThat(page.locator(".facts")).containsText("parked");
            assertThat(page.getByText("as this one")).isVisible();
            link(page, "Parked").click();
            Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("redcon-broken-dlt"));
            assertThat(row.first()).containsText("1 time");
            row.first().locator("input").check();
            button(page, "Open ticked again and redrive…").click();
            assertThat(button(page, "Redrive 1 dead letter")).isVisible();
            link(page, "Leave as it is").click();
            assertThat(page.locator(".facts")).containsText("open");
        }
        ledger.isConsistent();
    }

    @Test
    void aRedriveIsPausedResumedAndCancelledAndTheSecondOperatorIsToldOfIt() throws Exception {
        deadLetters("redcon-held", 20);
        try (Page page = login("operator");
                Page other = login("second")) {
            String dialog = service.address() + "/redrives/new?group=" + group("redcon-held") + "&observe=1h";
            page.navigate(dialog);
            other.navigate(dialog);
            button(page, "Redrive 20 dead letters").click();
            assertThat(page.locator("#pause")).isVisible();
            button(other, "Redrive 20 dead letters").click();
            assertThat(other.locator("[role=alert]")).containsText("Not started. Redrive");
            assertThat(other.locator("[role=alert]")).containsText("of operator");
            link(other, page.locator("h1").textContent()).first().click();
            assertThat(other.locator("h1")).hasText(page.locator("h1").textContent());
            // With the keyboard, while the page loads itself again.
            page.locator("#pause").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#job [role=status]")).containsText("Paused");
            assertThat(other.locator("#job [role=status]")).containsText("Paused");
            button(page, "Resume with small batches").click();
            assertThat(page.locator("#job [role=status]")).containsText("Running");
            button(page, "Cancel").click();
            assertThat(page.locator("#job .notice")).containsText("Cancelled by operator.");
            link(page, "Redrives").first().click();
            assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText(group("redcon-held"))))
                    .containsText("cancelled");
        }
        ledger.isConsistent();
    }

    @Test
    void tickedOnesAreDiscardedWithAReasonAndRestored() throws Exception {
        deadLetters("redcon-ticked", 3);
        try (Page page = login("operator")) {
            page.navigate(service.address() + "/letters?topic=redcon-ticked");
            page.locator("tbody input").nth(0).check();
            page.locator("tbody input").nth(1).check();
            button(page, "Discard ticked…").click();
            assertThat(page.locator("h1")).hasText("Discard 2 dead letters");
            page.getByLabel("Reason").fill("   ");
            button(page, "Discard").click();
            assertThat(page.locator("[role=alert]")).containsText("reason is \"\"");
            page.getByLabel("Reason").fill("test data");
            button(page, "Discard").click();
            assertThat(page.locator("[role=status]")).hasText("2 dead letters are discarded.");
            page.navigate(service.address() + "/letters?topic=redcon-ticked&state=discarded");
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.locator("tbody a").first().click();
            button(page, "Restore").click();
            assertThat(page.locator("[role=status]")).hasText("1 dead letter is open again.");
            link(page, "Park…").click();
            page.getByLabel("Reason").fill("waits for the vendor");
            button(page, "Park").click();
            assertThat(page.locator("[role=status]")).hasText("1 dead letter is parked.");
            button(page, "Open again").last().click();
            link(page, "Audit").click();
            assertThat(page.locator("tbody")).containsText("2: test data");
        }
        ledger.isConsistent();
    }

    @Test
    void aViewerReadsNotesAndHasNoButtons() throws Exception {
        deadLetters("redcon-seen", 2);
        String group = service.address() + "/groups/" + group("redcon-seen");
        try (Page page = login("operator")) {
            page.navigate(group);
            page.getByLabel("Add a note").fill("A fix is on its way.\n<b>Soon.</b>");
            button(page, "Add").click();
            assertThat(page.locator("#notes article")).containsText("operator");
        }
        try (Page page = login("viewer")) {
            page.navigate(group);
            assertThat(page.locator("#notes article")).containsText("<b>Soon.</b>");
            for (String path : List.of(
                    group, service.address() + "/letters?topic=redcon-seen", letter(), service.address() + "/parked")) {
                page.navigate(path);
                assertThat(page.locator("h1")).isVisible();
                assertThat(page.locator("main form[method=post], main textarea, main input[type=checkbox], .actions"))
                        .hasCount(0);
            }
            for (String path : List.of("/redrives/new?ids=1", "/letters/discard?ids=1", "/letters/park?ids=1")) {
                Response answer = page.navigate(service.address() + path);
                assertThat(answer.status()).as(path).isEqualTo(403);
                assertThat(page.locator("h1")).hasText("Your role does not allow this");
            }
        }
    }

    /** The page of a redrive that is under way, of one that is over, and all the others. */
    @Test
    void everyPageIsAccessibleWideOnAPhoneAndInTheDark() throws Exception {
        deadLetters("redcon-looked", 12);
        String group = group("redcon-looked");
        String ids = "ids=" + ledger.number("select min(id) from dead_letter where origin_topic = 'redcon-looked'");
        long over = redrive("{\"ids\": [" + ids.substring(4) + "], \"care\": {\"observe\": \"0s\"}}");
        Eventually.holds(() -> assertThat(ledger.texts("select state from redrive_job where id = " + over))
                .containsExactly("DONE"));
        long underWay = redrive("{\"group\": \"" + group + "\", \"care\": {\"observe\": \"1h\"}}");
        deadLetters("redcon-parked", 2);
        service.ask(
                "operator",
                "POST",
                "/api/letters/park",
                "{\"group\": \"" + group("redcon-parked") + "\", \"reason\": \"test\"}");
        deadLetters("redcon-startable", 40);
        deadLetters("redcon-nowhere", 2);
        TestBroker.deleteTopic("redcon-nowhere");
        service.ask("operator", "POST", "/api/groups/" + group + "/notes", "{\"text\": \"A fix is on its way.\"}");
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("redrive-group", "/groups/" + group);
        paths.put("redrive-search", "/letters?topic=redcon-looked");
        paths.put("redrive-letter", "/letters/" + ids.substring(4));
        paths.put("redrive-new", "/redrives/new?group=" + group("redcon-startable"));
        paths.put("redrive-new-held", "/redrives/new?group=" + group);
        paths.put("redrive-new-nothing", "/redrives/new");
        paths.put("redrive-new-gone", "/redrives/new?group=" + group("redcon-nowhere"));
        paths.put("redrive-new-bad", "/redrives/new?group=" + group + "&stopAt=2");
        paths.put("redrives", "/redrives");
        paths.put("redrive-over", "/redrives/" + over);
        paths.put("redrive-under-way", "/redrives/" + underWay);
        paths.put("discard", "/letters/discard?group=" + group("redcon-startable"));
        paths.put("discard-nothing", "/letters/discard?group=" + group);
        paths.put("park", "/letters/park?group=" + group("redcon-startable"));
        paths.put("parked", "/parked");
        paths.put("redrive-problem", "/redrives/new?ids=x");
        List<String> problems = chromium.problems(
                service.address(),
                (page, look) -> paths.forEach((name, path) -> {
                    page.navigate(service.address() + path);
                    look.at(page, name);
                }));
        service.ask("operator", "POST", "/api/redrives/" + underWay + "/cancel", null);
        assertThat(problems).isEmpty();
    }

    private static long redrive(String body) throws Exception {
        Service.Answer answer = service.ask("operator", "POST", "/api/redrives", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().at("/redrive/id").asLong();
    }

    private static String letter() {
        return service.address() + "/letters/"
                + ledger.number("select min(id) from dead_letter where origin_topic = 'redcon-seen'");
    }

    private static void deadLetters(String topic, int count) {
        FailedRecords.of(ledger, topic, count);
    }

    private static String group(String topic) {
        return FailedRecords.group(ledger, topic + "-dlt");
    }

    private static Page login(String user) {
        return chromium.login(service.address(), user);
    }
}
