package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.bellbuoy.deadletters.console.Chromium.button;
import static io.bellbuoy.deadletters.console.Chromium.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import io.bellbuoy.deadletters.testkit.Users;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Editing and policies in {@link Chromium}, down to the broker. */
class EditConsoleTests {

    private static final String WRONG =
            "{\"transactionId\":\"t-1\",\"accountId\":\"a-1\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"amount\":\"12,50\","
                    + "\"currency\":\"EUR\",\"status\":\"APPROVED\"}";

    private static Chromium chromium;
    private static Service service;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        TestDatabase database = TestDatabase.shared().create("edit_console");
        ledger = new Ledger(database.client("edit_console"));
        service = Service.start(
                database.url("edit_console"),
                "typo",
                Users.properties(
                        "bellbuoy.deadletters.redrive.observe=0s",
                        "bellbuoy.deadletters.edit.enabled=true",
                        "bellbuoy.deadletters.edit.schemas[0].topics=typo-payments.*",
                        "bellbuoy.deadletters.edit.schemas[0].schema=classpath:schemas/transaction.json",
                        "bellbuoy.deadletters.masking.rules[0].topics=typo-cards.*-dlt",
                        "bellbuoy.deadletters.masking.rules[0].fields=pan",
                        "bellbuoy.deadletters.policies[0].name=lost-connections",
                        "bellbuoy.deadletters.policies[0].when.exception=.*(Timeout|Connect)Exception",
                        "bellbuoy.deadletters.policies[0].then=retry",
                        "bellbuoy.deadletters.policies[0].max=3",
                        "bellbuoy.deadletters.policies[1].name=the-rest",
                        "bellbuoy.deadletters.policies[1].when.topic=.*",
                        "bellbuoy.deadletters.policies[1].then=notify",
                        "bellbuoy.deadletters.policies[1].reason=nobody has said what becomes of these",
                        "bellbuoy.deadletters.policies-every=200ms"));
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
    void anOperatorCorrectsAValueAndItIsRedriven() {
        long id = deadLetter("typo-payments", WRONG);
        try (Page page = login("operator")) {
            page.navigate(service.address() + "/letters/" + id);
            link(page, "Edit").click();
            Locator value = page.getByLabel("Value");
            assertThat(value).hasValue(Pattern.compile("\\{\n  \"transactionId\": \"t-1\",\n.*", Pattern.DOTALL));

            value.fill(value.inputValue().replace("EUR", "USD"));
            page.getByLabel("Reason").fill("a comma in the amount");
            button(page, "Redrive the edit").click();
            assertThat(page.getByRole(AriaRole.ALERT))
                    .containsText("$.amount is \"12,50\"; it must be text that matches");
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
            page.navigate(service.address() + "/audit");
            assertThat(page.locator("tbody")).containsText("a comma in the amount");
        }
    }

    @Test
    void whoeverEditsWhatIsMaskedAsksForItFirst() {
        long id = deadLetter("typo-cards", "{\"pan\": \"4111111111111111\"}");
        try (Page page = login("operator")) {
            page.navigate(service.address() + "/letters/" + id + "/edit");
            assertThat(page.getByLabel("Value")).hasCount(0);
            button(page, "Show and edit them (this is written to the audit)").click();
            assertThat(page.getByLabel("Value")).hasValue(Pattern.compile(".*4111111111111111.*", Pattern.DOTALL));
        }
        assertThat(ledger.texts("select actor || ' ' || action from audit where subject = 'letter " + id + "'"))
                .containsExactly("operator UNMASK");
    }

    @Test
    void aViewerSeesNoButtonAndIsRefused() {
        long id = deadLetter("typo-orders", "{\"id\": 1}");
        try (Page page = login("viewer")) {
            page.navigate(service.address() + "/letters/" + id);
            assertThat(link(page, "Edit")).hasCount(0);
            page.navigate(service.address() + "/letters/" + id + "/edit");
            assertThat(page.locator("main")).containsText("Editing needs the role operator.");
        }
    }

    @Test
    void everyPageIsAccessibleWideOnAPhoneAndInTheDark() {
        long id = deadLetter("typo-payments-2", WRONG);
        long cards = deadLetter("typo-cards-2", "{\"pan\": \"4111111111111111\"}");
        Eventually.holds(() ->
                assertThat(ledger.number("select count(*) from policy_plan")).isPositive());
        List<String> problems = chromium.problems(service.address(), (page, look) -> {
            page.navigate(service.address() + "/letters/" + id + "/edit");
            look.at(page, "letter-edit");
            page.getByLabel("Value").fill(page.getByLabel("Value").inputValue().replace("APPROVED", "DECLINED"));
            button(page, "Show the difference").click();
            assertThat(page.getByLabel("Difference").last()).isVisible();
            look.at(page, "letter-edit-difference");
            page.navigate(service.address() + "/letters/" + cards + "/edit");
            look.at(page, "letter-edit-masked");
            page.navigate(service.address() + "/policies");
            look.at(page, "policies");
            page.navigate(service.address() + "/letters/" + id);
            look.at(page, "letter-with-edit");
        });
        assertThat(problems).isEmpty();
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

    private static Page login(String user) {
        return chromium.login(service.address(), user);
    }
}
