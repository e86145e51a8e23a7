package io.bellbuoy.deadletters.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.bellbuoy.deadletters.desk.DeskService;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in {@link Chromium}. */
class ConsoleTests {

    private static Chromium chromium;
    private static DeskService desk;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        desk = DeskService.start();
        desk.storeExamples();
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aViewerSearchesAndSeesWhatIsMasked() {
        try (Page page = login("viewer")) {
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
        try (Page page = login("operator")) {
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
        List<String> paths = List.of(
                "/groups",
                "/groups?text=nothing",
                group(),
                "/letters",
                "/letters/1",
                "/letters/4",
                "/letters/5",
                "/audit",
                "/letters/999",
                "/login");
        List<String> problems = chromium.problems(
                desk.address(),
                (page, look) -> paths.forEach(path -> {
                    page.navigate(desk.address() + path);
                    look.at(page, path.replaceAll("[^a-z0-9]+", "-").substring(1));
                }));
        assertThat(problems).isEmpty();
    }

    private static String group() {
        String body = desk.get("viewer", "/api/groups?text=stock").body();
        return "/groups/" + body.replaceAll("(?s).*\"fingerprint\":\"([0-9a-f]+)\".*", "$1");
    }

    private static Page login(String user) {
        return chromium.login(desk.address(), user);
    }
}
