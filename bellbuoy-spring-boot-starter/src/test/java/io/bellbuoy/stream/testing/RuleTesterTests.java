package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTesterTests {

    private static final String RULES = """
            bellbuoy:
              application-id: app
              streams:
                payments:
                  fields: { id: string, account: string, at: timestamp, amount: decimal }
                  id: id
                  key: account
                  time: at
                  deduplicate: 1h
                verified: { fields: { account: string }, key: account, time: ingestion }
              rules:
                spending:
                  stream: payments
                  window: { tumbling: 10m }
                  compute: { total: "sum(amount)" }
                  when: "total > 100"
                  emit: on-close
                  publish: totals
                single:
                  stream: payments
                  when: "1 / amount < 0.01"
                  action: { block: { for: 1h, lift-on: verified } }
            """;

    private final RuleTester tester = new RuleTester(RuleFile.of(RULES, List.of()));

    @Test
    void outputsComeInOrderAndTheEndClosesAll() {
        List<String> outputs = run(payment("1", "10:00:00", "120"), payment("2", "10:01:00", "20"));

        assertThat(outputs).hasSize(5);
        assertThat(outputs.get(0)).startsWith("{\"topic\":\"app-alerts\",\"key\":\"A\",\"value\":{\"id\":\"");
        assertThat(outputs.get(0)).contains("\"rule\":\"single\"", "\"triggerOffset\":1}}}");
        assertThat(outputs.get(1)).startsWith("{\"topic\":\"account-actions\"").contains("BLOCK");
        assertThat(outputs.subList(2, 4))
                .anyMatch(line -> line.startsWith("{\"topic\":\"totals\"") && line.contains("{\"total\":\"140\"}"))
                .anyMatch(line -> line.contains("\"rule\":\"spending\""));
        assertThat(outputs.get(4)).contains("RELEASE", "EXPIRED");
    }

    @Test
    void aShadowRuleWritesToItsOwnTopicAlone() {
        RuleTester shadow = new RuleTester(RuleFile.of(RULES + "      mode: shadow\n", List.of()));

        List<String> outputs = shadow.run(List.of(payment("1", "10:00:00", "120"), payment("2", "10:01:00", "20")));

        assertThat(outputs)
                .filteredOn(line -> line.contains("\"rule\":\"single\""))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("{\"topic\":\"app-alerts-shadow\",\"key\":\"A\",\"value\":{\"id\":\""));
        assertThat(outputs).noneMatch(line -> line.contains("account-actions"));
    }

    @Test
    void linesPutValuesOnListsAndTakeThemOff() {
        RuleTester listing = new RuleTester(RuleFile.of("""
                bellbuoy:
                  application-id: app
                  streams:
                    payments: { fields: { account: string, at: timestamp, amount: decimal }, key: account, time: at }
                  rules:
                    large: { stream: payments, when: "amount > 100 && !lists.ours" }
                  scorecards:
                    card: { stream: payments, weights: { large: 50 }, review: 40, block: 80 }
                  lists:
                    ours: { field: account, entries: [ { value: B, reason: "our own", until: 2026-01-01T10:00:02Z } ] }
                    trusted: { field: account, topic: trusted-accounts, effect: allow, expiry: required }
                """, List.of()));

        List<String> outputs = listing.run(List.of(
                "{\"_list\":\"trusted\",\"value\":\"A\",\"reason\":\"known\",\"until\":\"2026-01-01T12:00:00Z\"}",
                payment("A", "10:00:00"),
                payment("B", "10:00:01"),
                payment("B", "10:00:02"),
                "{\"_unlist\":\"trusted\",\"_key\":\"A\"}",
                payment("A", "10:00:03"),
                "{\"_list\":\"trusted\",\"value\":\"A\"}"));

        assertThat(outputs.stream().filter(line -> line.contains("app-decisions")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains(
                                        "\"score\":\"50\",\"outcome\":\"ALLOW\",\"scored\":\"REVIEW\"",
                                        "\"lists\":[{\"list\":\"trusted\",\"effect\":\"ALLOW\",\"value\":\"A\","
                                                + "\"reason\":\"known\",\"until\":\"2026-01-01T12:00:00.000Z\"}]"),
                        second -> assertThat(second).contains("\"score\":\"0\"", "\"lists\":[]"),
                        third -> assertThat(third).contains("\"score\":\"50\"", "REVIEW"),
                        fourth -> assertThat(fourth).contains("\"outcome\":\"REVIEW\"", "\"lists\":[]"));
        assertThat(outputs.stream().filter(line -> line.contains("-dlt")))
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"trusted-accounts-dlt\",\"key\":\"A\",\"line\":7,\"failure\":\"INVALID\"")
                .contains("list trusted has expiry: required");
        assertThatExceptionOfType(EventFileException.class)
                .isThrownBy(() -> listing.run(List.of("{\"_list\":\"ours\",\"value\":\"A\"}")))
                .withMessageContaining(
                        "line 1 of the events: _list is 'ours'; allowed are the lists with a topic: trusted.");
    }

    private static String payment(String account, String time) {
        return "{\"account\":\"" + account + "\",\"at\":\"2026-01-01T" + time + "Z\",\"amount\":200}";
    }

    @Test
    void sameEventsGiveTheSameLines() {
        String[] events = {payment("1", "10:00:00", "120"), payment("2", "10:01:00", "200")};

        assertThat(run(events)).isEqualTo(run(events));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"_stream\":\"payments\",\"id\"`                                  | UNDECODABLE   | decode",
                "`{\"_stream\":\"payments\",\"id\":\"1\",\"account\":\"A\"}`         | INVALID       | decode",
                "`{\"_stream\":\"payments\",\"id\":\"1\",\"account\":\"A\",\"at\":\"2026-01-01T10:00:00Z\",\"_key\":\"B\"}` | KEY_MISMATCH | decode",
                "`{\"_stream\":\"payments\",\"id\":\"1\",\"account\":\"A\",\"at\":\"2026-01-01T10:00:00Z\",\"_timestamp\":\"2026-01-01T09:00:00Z\"}` | TOO_FAR_AHEAD | time",
                "`{\"_stream\":\"payments\",\"id\":\"1\",\"account\":\"A\",\"at\":\"2026-01-01T10:00:00Z\",\"amount\":0}` | RULE_FAILED | rule",
            })
    void badRecordIsADeadLetterWithItsLine(String event, String failure, String stage) {
        assertThat(run("", event))
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"payments-dlt\",")
                .contains("\"line\":2,\"failure\":\"" + failure + "\",\"stage\":\"" + stage + "\"");
    }

    @Test
    void lateEventAndDuplicateHaveTheirLines() {
        List<String> outputs = run(
                payment("1", "10:00:00", "20"),
                payment("1", "10:00:00", "20"),
                "{\"_watermark\":\"2026-01-01T10:10:00Z\"}",
                payment("2", "10:09:59", "20"));

        assertThat(outputs.get(0)).isEqualTo("{\"duplicate\":\"payments\",\"line\":2}");
        assertThat(outputs)
                .contains("{\"topic\":\"app-late\",\"key\":\"A\",\"line\":4,\"rules\":\"spending\","
                        + "\"window\":\"2026-01-01T10:00:00.000Z/2026-01-01T10:10:00.000Z\","
                        + "\"watermark\":\"2026-01-01T10:10:00.000Z\"}");
    }

    @Test
    void eventWithoutATimeHasTheNewestTimestamp() {
        List<String> outputs = run(payment("1", "10:00:00", "120"), "{\"_stream\":\"verified\",\"account\":\"A\"}");

        assertThat(outputs.get(2)).contains("RELEASE", "LIFTED", "2026-01-01T10:00:00.000Z");
    }

    @Test
    void windowsCloseAtTheEndWhateverTheStreamsNameAndAllow() {
        RuleTester odd = new RuleTester(RuleFile.of("""
                bellbuoy:
                  application-id: app
                  streams:
                    "[card.Payments_1]":
                      topic: payments
                      fields: { account: string, at: timestamp }
                      key: account
                      time: at
                      allow-watermarks: false
                  features:
                    n:
                      stream: card.Payments_1
                      window: { tumbling: 365d }
                      value: "count()"
                      emit: on-close
                      publish: counts
                """, List.of()));

        assertThat(odd.run(List.of("{\"account\":\"A\",\"at\":\"2026-01-01T10:00:00Z\"}")))
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"counts\"");
    }

    @Test
    void daysOfATimeZoneHave23HoursWhenTheClockIsPutForward() {
        RuleTester days = new RuleTester(RuleFile.of("""
                bellbuoy:
                  application-id: app
                  streams:
                    payments:
                      fields: { account: string, at: timestamp }
                      key: account
                      time: at
                      out-of-orderness: 2d
                  features:
                    perDay:
                      stream: payments
                      window: { tumbling: 1d, zone: Europe/Berlin }
                      value: "count()"
                      emit: on-close
                      publish: days
                    perWeek:
                      stream: payments
                      window: { tumbling: 1w, zone: Europe/Berlin, offset: 6d }
                      value: "count()"
                      emit: on-close
                      publish: weeks
                    twoMonths:
                      stream: payments
                      window: { sliding: 2M, every: 1M, zone: UTC }
                      value: "count()"
                      emit: on-close
                      publish: months
                """, List.of()));

        assertThat(windows(days.run(List.of(
                        "{\"account\":\"A\",\"at\":\"2026-03-28T22:59:59.999Z\"}",
                        "{\"account\":\"A\",\"at\":\"2026-03-29T21:59:59.999Z\"}",
                        "{\"account\":\"A\",\"at\":\"2026-03-28T23:00:00Z\"}"))))
                .containsExactly(
                        "days 2026-03-27T23:00:00.000Z 2026-03-28T23:00:00.000Z 1",
                        "weeks 2026-03-21T23:00:00.000Z 2026-03-28T23:00:00.000Z 1",
                        "days 2026-03-28T23:00:00.000Z 2026-03-29T22:00:00.000Z 2",
                        "months 2026-02-01T00:00:00.000Z 2026-04-01T00:00:00.000Z 3",
                        "weeks 2026-03-28T23:00:00.000Z 2026-04-04T22:00:00.000Z 2",
                        "months 2026-03-01T00:00:00.000Z 2026-05-01T00:00:00.000Z 3");
    }

    private static List<String> windows(List<String> outputs) {
        return outputs.stream()
                .map(line -> line.replaceAll(
                        ".*\"topic\":\"(\\w+)\".*\"start\":\"([^\"]+)\".*\"end\":\"([^\"]+)\".*\"values\":\\{\"\\w+\":\"?(\\d+).*",
                        "$1 $2 $3 $4"))
                .toList();
    }

    @Test
    void globalWindowsFireByTheirTriggers() {
        RuleTester firing = new RuleTester(RuleFile.of("""
                bellbuoy:
                  application-id: app
                  streams:
                    payments:
                      fields: { id: string, account: string, at: timestamp, amount: decimal }
                      id: id
                      key: account
                      time: at
                  rules:
                    pairs:
                      stream: payments
                      window: { global: true, trigger: { count: 2 }, ttl: 1d }
                      compute: { total: "sum(amount)" }
                      when: "total > 0"
                      publish: pairs
                    jumps:
                      stream: payments
                      window: { global: true, trigger: { delta: { of: "amount", threshold: 10.5 }, then: keep }, ttl: 1d }
                      compute: { n: "count()" }
                      when: "n > 100"
                      publish: jumps
                    hourly:
                      stream: payments
                      window: { global: true, trigger: { every: 1h, then: keep }, ttl: 2h }
                      compute: { n: "count()" }
                      when: "n > 100"
                      publish: hours
                    minutes:
                      stream: payments
                      window: { global: true, trigger: { processing-every: 1m }, ttl: 2h }
                      compute: { n: "count()" }
                      when: "n > 100"
                      publish: minutes
                """, List.of()));

        assertThat(firing
                        .run(List.of(
                                payment("1", "10:00:00", "20"),
                                payment("2", "10:01:00", "30.5"),
                                payment("3", "11:02:00", "31")))
                        .stream()
                        .filter(line -> !line.contains("app-alerts"))
                        .map(line -> line.replaceAll(".*\"topic\":\"(\\w+)\".*\"values\":(\\{[^}]*}).*", "$1 $2")))
                .containsExactly(
                        "pairs {\"total\":\"50.5\"}",
                        "minutes {\"n\":\"2\"}",
                        "hours {\"n\":\"2\"}",
                        "jumps {\"n\":\"3\"}",
                        "hours {\"n\":\"3\"}",
                        "minutes {\"n\":\"1\"}");
    }

    @Test
    void lineWithoutADeclaredStreamIsRefused() {
        assertThatExceptionOfType(EventFileException.class)
                .isThrownBy(() -> run("{\"account\":\"A\"}"))
                .withMessage("line 1 of the events: _stream is missing; allowed are the streams payments, verified.");
        assertThatExceptionOfType(EventFileException.class)
                .isThrownBy(() -> run("", "{\"_stream\":\"payment\"}"))
                .withMessage("line 2 of the events: _stream is 'payment'; allowed are the streams payments, verified.");
        assertThatExceptionOfType(EventFileException.class)
                .isThrownBy(() -> run("{\"_watermark\":\"noon\"}"))
                .withMessageContaining("_watermark is 'noon'; allowed is ISO-8601");
    }

    @Test
    void outputsThatAreNotExpectedFailWithTheirDifference(@TempDir Path directory) throws IOException {
        Path events = Files.writeString(directory.resolve("events"), payment("1", "10:00:00", "20") + "\n");
        List<String> outputs = tester.run(events);
        Path expected = Files.write(directory.resolve("expected"), outputs);

        tester.assertOutputs(events, expected);

        Files.writeString(expected, "{}\n");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.assertOutputs(events, expected))
                .withMessageContaining(System.lineSeparator() + "-1 {}" + System.lineSeparator() + "+1 {\"topic\"");
    }

    private List<String> run(String... lines) {
        return tester.run(List.of(lines));
    }

    private static String payment(String id, String time, String amount) {
        return "{\"_stream\":\"payments\",\"id\":\"" + id + "\",\"account\":\"A\",\"at\":\"2026-01-01T" + time
                + "Z\",\"amount\":\"" + amount + "\"}";
    }
}
