package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables from YAML to alerts. */
class TableRulesTests {

    private static final String RULES = """
            bellbuoy:
              application-id: limits
              streams:
                payments:
                  fields: { id: string, account: string, at: timestamp, amount: decimal }
                  id: id
                  key: account
                  time: at
              tables:
                accounts:
                  topic: account-profiles
                  fields: { account: string, updatedAt: timestamp, dailyLimit: decimal, tier: string }
                  key: account
                  time: updatedAt
                  history: 30d
              rules:
                limit-exceeded:
                  stream: payments
                  when: "amount > tables.accounts.dailyLimit"
                  message: "{amount} is above {tables.accounts.dailyLimit} of {tables.accounts.tier}"
            """;

    private static final String GOLD = "{\"_stream\":\"accounts\",\"account\":\"A\","
            + "\"updatedAt\":\"2026-01-01T10:00:00Z\",\"dailyLimit\":\"100.00\",\"tier\":\"gold\"}";
    private static final String DELETED =
            "{\"_stream\":\"accounts\",\"_delete\":\"A\",\"_timestamp\":\"2026-01-01T11:00:00Z\"}";

    private static String payment(String id, String time) {
        return "{\"_stream\":\"payments\",\"id\":\"" + id + "\",\"account\":\"A\",\"at\":\"2026-01-01T" + time
                + "Z\",\"amount\":\"150\"}";
    }

    private static List<String> run(String rules, String... events) {
        return new RuleTester(RuleFile.of(rules, List.of())).run(List.of(events));
    }

    @Test
    void anAlertShowsWhatTheConditionReadOfTheTable() {
        assertThat(run(RULES, GOLD, payment("p", "10:30:00")))
                .singleElement()
                .asString()
                .contains("\"message\":\"150 is above 100.00 of gold\"")
                .contains("\"tables.accounts.dailyLimit\":\"100.00\"", "\"tables.accounts.tier\":\"gold\"");
    }

    @Test
    void aDeletedEntryIsGoneFromItsTimestampOn() {
        assertThat(run(RULES, GOLD, DELETED, payment("after", "11:00:00"), payment("before", "10:59:59")))
                .singleElement()
                .asString()
                .contains("\"eventId\":\"before\"");
    }

    /** The hour closes at 10:00:00, six seconds before the entry; the one after it meets it. */
    @Test
    void aWindowThatClosesDoesNotWait() {
        String rules = RULES.replace("history: 30d", "history: 30d\n      wait: 10s")
                .replace(
                        "when: \"amount >",
                        "window: { tumbling: 1h }\n      compute: { total: \"sum(amount)\" }\n      emit: on-close\n"
                                + "      when: \"total >")
                .replace("{amount}", "{total}");

        assertThat(run(rules, payment("p", "09:59:55"), GOLD.replace("10:00:00", "10:00:06"), payment("q", "10:30:00")))
                .singleElement()
                .asString()
                .contains("\"message\":\"150 is above 100.00 of gold\"", "\"start\":\"2026-01-01T10:00:00.000Z\"");
    }

    @Test
    void anEventWaitsForTheFirstEntry() {
        String before = payment("p", "09:59:55");
        String later = GOLD.replace("10:00:00", "10:00:06");

        assertThat(run(RULES, before, GOLD)).isEmpty();
        assertThat(run(RULES.replace("history: 30d", "wait: 10s"), before, GOLD))
                .singleElement()
                .asString()
                .contains("\"eventId\":\"p\"");
        assertThat(run(RULES.replace("history: 30d", "wait: 10s\n      history: 30d"), before, later))
                .isEmpty();
    }

    @Test
    void aRuleThatNamesAnUnknownFieldOfATableIsRefused() {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> run(RULES.replace("> tables.accounts.dailyLimit", "> tables.accounts.limit")))
                .withMessageContaining("tables.accounts.limit");
    }

    @Test
    void aMistakeInATableSaysNothingOfTheRulesThatReadIt() {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> run(RULES.replace("dailyLimit: decimal", "dailyLimit: money")))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("dailyLimit");
    }

    @Test
    void aDeletionInAStreamIsADeadLetter() {
        assertThat(run(RULES, "{\"_stream\":\"payments\",\"_delete\":\"A\"}"))
                .singleElement()
                .asString()
                .contains("UNDECODABLE", "The value is null");
    }
}
