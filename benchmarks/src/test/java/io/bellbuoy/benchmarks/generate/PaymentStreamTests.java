package io.bellbuoy.benchmarks.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PaymentStreamTests {

    @Test
    void sameSeedGivesTheSameBytes() {
        assertThat(json(new Workload(2_000, 100, 7))).isEqualTo(json(new Workload(2_000, 100, 7)));
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(json(new Workload(2_000, 100, 7))).isNotEqualTo(json(new Workload(2_000, 100, 8)));
    }

    @Test
    void firstEventOfTheUsualSeedIsPinned() {
        assertThat(json(new Workload(1, 100_000, 42)))
                .containsExactly(
                        "{\"transactionId\":\"t000000000\",\"accountId\":\"a0000022\","
                                + "\"timestamp\":\"2025-12-31T23:59:57.354Z\",\"amount\":\"43.48\",\"currency\":\"EUR\","
                                + "\"status\":\"APPROVED\",\"merchantId\":\"m0000\",\"terminalId\":\"t0000\",\"country\":\"SE\"}");
    }

    @Test
    void eventsHaveAboutTwoHundredBytesAndTheFieldsOfATransaction() {
        for (String text : json(new Workload(500, 100_000, 42))) {
            assertThat(text.length()).isBetween(180, 220);
            JsonNode event = new JsonMapper().readTree(text);
            assertThat(event.get("transactionId").asString()).isNotEmpty();
            assertThat(event.get("amount").asString()).matches("\\d{1,3}\\.\\d\\d");
        }
    }

    @Test
    void timeMovesByAMillisecondAnEventAndIsLessThanFiveSecondsOutOfOrder() {
        long newest = Long.MIN_VALUE;
        long furthest = 0;
        for (Payment payment : payments(new Workload(50_000, 1_000, 42))) {
            assertThat(payment.emitted()).isEqualTo(Workload.START.toEpochMilli() + payment.number());
            newest = Math.max(newest, payment.time());
            furthest = Math.max(furthest, newest - payment.time());
        }
        assertThat(furthest).isBetween(4_500L, 4_999L);
        assertThat(newest).isCloseTo(Workload.START.toEpochMilli() + 49_999, within(1_000L));
    }

    @Test
    void accountsFollowZipfsLaw() {
        int[] counts = new int[1_000];
        payments(new Workload(100_000, counts.length, 42)).forEach(payment -> counts[payment.account()]++);

        assertThat((double) counts[0] / counts[1]).isCloseTo(2, within(0.1));
        assertThat((double) counts[0] / counts[9]).isCloseTo(10, within(1.0));
        assertThat(Arrays.stream(counts).sum()).isEqualTo(100_000);
    }

    @Test
    void workloadsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workload(0, 1, 1))
                .withMessage("events must be from 1 to 1000000000, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workload(1, 10_000_001, 1))
                .withMessage("accounts must be from 1 to 10000000, not 10000001");
    }

    static List<Payment> payments(Workload workload) {
        List<Payment> payments = new ArrayList<>();
        PaymentStream stream = new PaymentStream(workload);
        while (stream.hasNext()) {
            payments.add(stream.next());
        }
        return payments;
    }

    private static List<String> json(Workload workload) {
        return payments(workload).stream()
                .map(payment -> new String(PaymentJson.of(payment), StandardCharsets.US_ASCII))
                .toList();
    }
}
