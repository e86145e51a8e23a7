package io.bellbuoy.faults.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.faults.outcome.Expectation;
import io.bellbuoy.faults.outcome.Outcome;
import io.bellbuoy.faults.outcome.Outcome.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs so small that what must come out was computed by hand. Times are seconds after midnight, the account is always "a". */
class OracleTests {

    private final Oracle oracle = new Oracle(true);
    private long offset;

    @Test
    void aPaymentIsAFeatureOfWhatWasSpentInTenMinutes() {
        pay("p1", 0, "10.00");
        pay("p2", 599, "1.50");
        pay("p3", 600, "2.00");
        assertThat(outcomes(Channel.FEATURES))
                .containsExactly("event=p1 spend10m=10", "event=p2 spend10m=11.5", "event=p3 spend10m=3.5");
    }

    @Test
    void aWindowRingsOnceAndIsRevisedWhenItClosesWithMore() {
        pay("p1", 60, "10000.01");
        pay("p2", 61, "5.00");
        // Windows of 10 minutes that hold second 60 begin at -480 to 60.
        assertThat(outcomes(Channel.ALERTS)).hasSize(10);
        assertThat(outcomes(Channel.ALERTS).get(0))
                .isEqualTo("high-value window=-480000 event=p1 revision=1 FIRING n=1 total=10000.01");
        watermark(120);
        assertThat(outcomes(Channel.ALERTS).get(10))
                .isEqualTo("high-value window=-480000 event=null revision=2 REVISED n=2 total=10005.01");
        assertThat(outcomes(Channel.ALERTS)).hasSize(11);
    }

    @Test
    void aLateEventRevisesAClosedWindowForAMinute() {
        pay("p1", 60, "10000.01");
        watermark(120);
        pay("p2", 60, "7.00");
        assertThat(outcomes(Channel.ALERTS))
                .contains("high-value window=-480000 event=p2 revision=2 REVISED n=2 total=10007.01")
                .hasSize(11);
        // The watermark is beyond the end of the last window of second 60 by its minute.
        watermark(720);
        pay("p3", 60, "7.00");
        assertThat(outcomes(Channel.LATE)).last().asString().contains("high-value");
    }

    @Test
    void moreThanFortyPaymentsRingBlockAndReleaseAgain() {
        for (int i = 1; i <= 42; i++) {
            pay("p" + i, i, "3.00");
        }
        assertThat(outcomes(Channel.ALERTS)).containsExactly("burst window=null event=p41 revision=1 FIRING n=41");
        assertThat(outcomes(Channel.ACTIONS)).containsExactly("BLOCK 41000 to 221000");
        watermark(220);
        assertThat(outcomes(Channel.ACTIONS)).hasSize(1);
        watermark(221);
        assertThat(outcomes(Channel.ACTIONS)).last().isEqualTo("RELEASE 221000");
    }

    @Test
    void aBusyMinuteRingsWhenItIsOver() {
        for (int i = 0; i < 10; i++) {
            pay("p" + i, i, "3.00");
        }
        watermark(59);
        assertThat(outcomes(Channel.ALERTS)).isEmpty();
        watermark(60);
        assertThat(outcomes(Channel.ALERTS)).containsExactly("busy-minute window=0 event=null revision=1 FIRING n=10");
    }

    @Test
    void aTestAndALargePaymentAreTakenInTheOrderOfTime() {
        pay("p1", 4, "901.00");
        pay("p2", 2, "1.00");
        pay("p3", 3, "1.50");
        assertThat(outcomes(Channel.ALERTS)).isEmpty();
        watermark(5);
        assertThat(outcomes(Channel.ALERTS)).containsExactly("test-then-spend window=2000 event=p1 revision=1 FIRING");
        pay("p4", 123, "950.00");
        watermark(200);
        assertThat(outcomes(Channel.ALERTS)).hasSize(1);
    }

    @Test
    void aTinyPaymentRingsAndOneOfNothingIsADeadLetterThatCountsNowhere() {
        pay("p1", 0, "0.04");
        pay("p2", 1, "0.00");
        pay("p3", 2, "1.00");
        assertThat(outcomes(Channel.ALERTS)).containsExactly("tiny window=null event=p1 revision=1 FIRING");
        assertThat(outcomes(Channel.DEAD_LETTERS)).containsExactly("0@1 RULE_FAILED");
        assertThat(outcomes(Channel.FEATURES)).last().isEqualTo("event=p3 spend10m=1.04");
    }

    @Test
    void whatIsNoPaymentIsADeadLetter() {
        take("{\"transactionId\":");
        take("{\"transactionId\":\"p1\",\"accountId\":\"a\",\"timestamp\":\"1970-01-01T00:00:00Z\"}");
        take("{\"transactionId\":\"p1\",\"accountId\":\"b\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"amount\":\"1\"}");
        take(
                "{\"transactionId\":\"p1\",\"accountId\":\"a\",\"timestamp\":\"1970-01-01T00:05:00.001Z\",\"amount\":\"1\"}");
        assertThat(outcomes(Channel.DEAD_LETTERS))
                .containsExactly("0@0 UNDECODABLE", "0@1 INVALID", "0@2 KEY_MISMATCH", "0@3 TOO_FAR_AHEAD");
    }

    @Test
    void aRepeatedPaymentIsDropped() {
        pay("p1", 0, "1.00");
        pay("p1", 0, "1.00");
        assertThat(outcomes(Channel.FEATURES)).hasSize(1);
    }

    @Test
    void aLatePaymentNamesWhatItWasTooLateFor() {
        pay("p1", 1_000, "5.00");
        pay("p2", 994, "5.00");
        pay("p3", 900, "1.00");
        assertThat(outcomes(Channel.LATE))
                .containsExactly("0@1 burst,spend10m", "0@2 burst,busy-minute,spend10m", "0@2 test-then-spend");
    }

    @Test
    void outcomesFollowFromTheRecordThatBroughtThem() {
        pay("p1", 0, "0.04");
        watermark(5);
        assertThat(oracle.expected()).extracting(Expectation::cause).containsOnly(0L);
    }

    @Test
    void aMerchantIsCountedOverAllPartitionsAndOnlyWithASecondStage() {
        Oracle alone = new Oracle(false);
        for (int i = 0; i < 38; i++) {
            String json =
                    "{\"transactionId\":\"p%d\",\"accountId\":\"a%d\",\"timestamp\":\"%s\",\"merchantId\":\"m\",\"status\":\"%s\",\"amount\":\"2.50\"}"
                            .formatted(i, i, Instant.ofEpochSecond(i), "APPROVED");
            byte[] value = json.getBytes(StandardCharsets.UTF_8);
            oracle.take(new InputRecord(i % 4, i, "a" + i, value, i * 1_000L, null));
            alone.take(new InputRecord(i % 4, i, "a" + i, value, i * 1_000L, null));
        }
        assertThat(outcomes(Channel.ALERTS))
                .containsExactly("merchant-minute window=0 event=null revision=1 FIRING n=38 total=95");
        assertThat(alone.expected())
                .extracting(expected -> expected.outcome().channel())
                .containsOnly(Channel.FEATURES);
    }

    private void pay(String id, long second, String amount) {
        String json = "{\"transactionId\":\"%s\",\"accountId\":\"a\",\"timestamp\":\"%s\",\"amount\":\"%s\"}"
                .formatted(id, Instant.ofEpochSecond(second), amount);
        oracle.take(new InputRecord(0, offset++, "a", json.getBytes(StandardCharsets.UTF_8), second * 1_000, null));
    }

    private void take(String text) {
        oracle.take(new InputRecord(0, offset++, "a", text.getBytes(StandardCharsets.UTF_8), 0, null));
    }

    private void watermark(long second) {
        oracle.take(new InputRecord(0, offset++, "", null, 0, second * 1_000));
    }

    private List<String> outcomes(Channel channel) {
        return oracle.expected().stream()
                .map(Expectation::outcome)
                .filter(outcome -> outcome.channel() == channel)
                .map(Outcome::what)
                .toList();
    }
}
