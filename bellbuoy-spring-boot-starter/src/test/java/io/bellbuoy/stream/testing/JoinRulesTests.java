package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins from YAML to alerts. */
class JoinRulesTests {

    private static final String RULES = """
            bellbuoy:
              application-id: rides
              streams:
                rides:
                  fields: { rideId: string, endedAt: timestamp, fare: decimal, zone: string }
                  key: rideId
                  time: endedAt
                card-payments:
                  fields: { rideId: string, at: timestamp, amount: decimal, payer: string }
                  key: rideId
                  time: at
              joins:
                paid-rides: { left: rides, right: card-payments, before: 5s, after: 10m }
              rules:
                overcharged:
                  stream: paid-rides
                  where: "rides.zone != 'airport'"
                  when: "cardPayments.amount > rides.fare"
                  message: "{cardPayments.amount} for a ride of {rides.fare}"
            """;

    private static String ride(String id, String time, String zone) {
        return "{\"_stream\":\"rides\",\"rideId\":\"" + id + "\",\"endedAt\":\"2026-01-01T" + time
                + "Z\",\"fare\":\"10.00\",\"zone\":\"" + zone + "\"}";
    }

    private static String payment(String id, String time) {
        return "{\"_stream\":\"card-payments\",\"rideId\":\"" + id + "\",\"at\":\"2026-01-01T" + time
                + "Z\",\"amount\":\"12.50\",\"payer\":\"P\"}";
    }

    private static List<String> run(String rules, String... events) {
        return new RuleTester(RuleFile.of(rules, List.of())).run(List.of(events));
    }

    @Test
    void aPairRingsAndShowsTheFieldsOfBoth() {
        assertThat(run(
                        RULES,
                        ride("R", "10:00:00", "centre"),
                        ride("Q", "10:00:00", "airport"),
                        payment("Q", "10:00:30"),
                        payment("R", "10:01:00")))
                .singleElement()
                .asString()
                .contains("\"message\":\"12.50 for a ride of 10.00\"")
                .contains("\"key\":{\"rideId\":\"R\"}", "\"eventTime\":\"2026-01-01T10:01:00.000Z\"")
                .contains("\"eventId\":\"rides-0@1+card-payments-0@4\"")
                .contains(
                        "{\"topic\":\"card-payments\",\"partition\":0,\"firstOffset\":4,\"lastOffset\":4,\"triggerOffset\":4}");
    }

    @Test
    void theFailingRuleOfAPairIsNamedAtTheRecordThatCompletedIt() {
        assertThat(run(
                        RULES.replace("cardPayments.amount > rides.fare", "1 / (rides.fare - 10) > 0"),
                        payment("R", "10:01:00"),
                        ride("R", "10:00:58", "centre")))
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"rides-dlt\",\"key\":\"R\",\"line\":2")
                .contains("\"rule\":\"overcharged\"");
    }

    @Test
    void aLateEventIsNotJoined() {
        assertThat(run(
                        RULES,
                        ride("R", "10:00:00", "centre"),
                        "{\"_watermark\":\"2026-01-01T10:05:00Z\"}",
                        payment("R", "10:04:59")))
                .singleElement()
                .asString()
                .contains("\"topic\":\"rides-late\"", "\"line\":3,\"rules\":\"paid-rides\"");
    }

    @Test
    void aMistakeInAJoinSaysNothingOfTheRulesThatWatchIt() {
        assertThatExceptionOfType(RuleFileException.class)
                .isThrownBy(() -> run(RULES.replace("right: card-payments", "right: card-payment")))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("join 'paid-rides'");
    }
}
