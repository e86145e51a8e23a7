package io.bellbuoy.fraud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of application.yml: each rings on a trace and stays silent on its neighbour. */
class ShippedRulesTests {

    private static final RuleSet RULES = ShippedRules.ruleSet();

    private final Trace trace = new Trace(RULES);

    @Test
    void oneSignIsReviewedAndTwoAreBlocked() {
        trace.pay("PT0S", "6000").pay("PT1M", "6000").series(11, "PT1H", "PT1S", "50");
        trace.series(10, "PT2H", "PT1S", "50").pay("PT2H30S", "12000").pay("PT2H40S", "50");

        assertThat(trace.tester().outputs().decisions())
                .extracting(decision -> decision.eventId() + " " + decision.score() + " " + decision.outcome())
                .containsExactly("t2 45 REVIEW", "t24 80 BLOCK", "t25 80 BLOCK");
    }

    @AfterEach
    void inTheEndNothingIsKept() {
        assertThat(trace.tester().outputs().dead()).isEmpty();
        trace.pass("P800D");
        assertThat(trace.tester().stateEntries()).isZero();
    }

    private static Arguments rings(String what, String rule, UnaryOperator<Trace> events) {
        return Arguments.of(what, rule, events, 1);
    }

    private static Arguments silent(String what, String rule, UnaryOperator<Trace> events) {
        return Arguments.of(what, rule, events, 0);
    }

    static Stream<Arguments> highValue() {
        String rule = "high-value";
        return Stream.of(
                rings("a cent above", rule, t -> t.pay("PT0S", "6000").pay("PT1M", "4000.01")),
                silent("the limit itself", rule, t -> t.pay("PT0S", "6000").pay("PT1M", "4000.00")),
                rings("one payment alone", rule, t -> t.pay("PT0S", "10000.01")),
                rings("two payments in one window", rule, t -> t.pay("PT0S", "6000")
                        .pay("PT9M59S", "6000")),
                silent("ten minutes apart", rule, t -> t.pay("PT0S", "6000").pay("PT10M", "6000")),
                silent("in no common window", rule, t -> t.pay("PT30S", "6000").pay("PT10M15S", "6000")),
                silent("a declined one", rule, t -> t.pay("PT0S", "6000").pay("PT1M", "6000", "status", "DECLINED")),
                rings("no status", rule, t -> t.pay("PT0S", "6000", "status", null)
                        .pay("PT1M", "6000", "status", null)),
                silent("another currency", rule, t -> t.pay("PT0S", "6000").pay("PT1M", "6000", "currency", "JPY")),
                silent("a million of another", rule, t -> t.pay("PT0S", "1000000", "currency", "JPY")),
                rings("no currency", rule, t -> t.pay("PT0S", "6000", "currency", null)
                        .pay("PT1M", "6000")),
                silent("another account", rule, t -> t.pay("PT0S", "6000").pay("PT1M", "6000", "accountId", "B")),
                rings("again, suppressed", rule, t -> t.pay("PT0S", "11000").pay("PT29M", "11000")),
                silent("a duplicate", rule, t -> t.pay("PT0S", "6000").pay("PT0S", "6000", "transactionId", "t1")));
    }

    static Stream<Arguments> cardTesting() {
        String rule = "card-testing";
        return Stream.of(
                rings("five small, one large", rule, t -> t.series(5, "PT0S", "PT1M", "1.99")
                        .pay("PT5M", "100")),
                silent("four small", rule, t -> t.series(4, "PT0S", "PT1M", "1.99")
                        .pay("PT5M", "100")),
                silent("none large", rule, t -> t.series(5, "PT0S", "PT1M", "1.99")
                        .pay("PT5M", "99.99")),
                silent("not small", rule, t -> t.series(5, "PT0S", "PT1M", "2.00")
                        .pay("PT5M", "100")),
                silent("long ago", rule, t -> t.series(5, "PT0S", "PT1M", "1.99")
                        .pay("PT10M", "100")),
                rings("declined tests", rule, t -> t.series(5, "PT0S", "PT1M", "1.99", "status", "DECLINED")
                        .pay("PT5M", "100")),
                silent("small in another currency", rule, t -> t.series(5, "PT0S", "PT1M", "1.99", "currency", "KWD")
                        .pay("PT5M", "100")),
                silent("large in another currency", rule, t -> t.series(5, "PT0S", "PT1M", "1.99")
                        .pay("PT5M", "100", "currency", "JPY")),
                rings("twice within ten minutes, once suppressed", rule, t -> t.series(6, "PT0S", "PT1M", "1.99")
                        .pay("PT6M", "100")
                        .pay("PT7M", "200")));
    }

    static Stream<Arguments> paymentBurst() {
        String rule = "payment-burst";
        return Stream.of(
                rings("eleven in five minutes", rule, t -> t.series(11, "PT0S", "PT20S", "5")),
                silent("ten in five minutes", rule, t -> t.series(10, "PT0S", "PT20S", "5")),
                silent("eleven in six minutes", rule, t -> t.series(11, "PT0S", "PT36S", "5")),
                rings("declined ones", rule, t -> t.series(11, "PT0S", "PT20S", "5", "status", "DECLINED")),
                rings("in any currency", rule, t -> t.series(11, "PT0S", "PT20S", "5", "currency", "USD")),
                rings("going on, suppressed", rule, t -> t.series(40, "PT0S", "PT20S", "5")));
    }

    static Stream<Arguments> newCountrySpike() {
        String rule = "new-country-spike";
        return Stream.of(
                rings("more than five times the mean", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "100.01", "country", "US")),
                silent("five times the mean", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "100.00", "country", "US")),
                silent("no history", rule, t -> t.pay("PT5H", "5000", "country", "US")),
                silent("little history", rule, t -> t.series(2, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", "US")),
                silent("at home", rule, t -> t.series(3, "PT0S", "PT1H", "20").pay("PT5H", "5000")),
                silent("the second one from there", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "20", "country", "US")
                        .pay("PT6H", "5000", "country", "US")),
                silent("seen within a year", rule, t -> t.pay("P-364D", "20", "country", "US")
                        .series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", "US")),
                rings("seen more than a year ago", rule, t -> t.pay("P-366D", "20", "country", "US")
                        .series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", "US")),
                silent("an old mean", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("P31D", "5000", "country", "US")),
                silent("from nowhere", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", null)),
                silent("in another currency", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", "JP", "currency", "JPY")),
                rings("declined, which is an attempt", rule, t -> t.series(3, "PT0S", "PT1H", "20")
                        .pay("PT5H", "5000", "country", "US", "status", "DECLINED")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource({"highValue", "cardTesting", "paymentBurst", "newCountrySpike"})
    void ringsOnItsTraceAndNotOnItsNeighbour(String what, String rule, UnaryOperator<Trace> events, int alerts) {
        events.apply(trace);

        // A window that rang early is revised when it closes with other values, which is no alert more.
        assertThat(trace.rang(rule))
                .filteredOn(alert -> alert.contains(" FIRING "))
                .hasSize(alerts);
    }

    @Test
    void messagesSayWhatWasFound() {
        trace.series(3, "PT0S", "PT1H", "20")
                .pay("PT4H", "6000")
                .pay("PT4H1M", "4000.50")
                .series(5, "PT5H", "PT20S", "1.50")
                .pay("PT5H2M", "120.00")
                .series(5, "PT5H2M1S", "PT1S", "3")
                .pay("PT6H", "99999.00", "country", "US");

        assertThat(trace.rang("high-value"))
                .containsExactly(
                        "t5 FIRING 1: 10000.50 EUR in 10 minutes over 2 payments",
                        "t17 FIRING 1: 99999.00 EUR in 10 minutes over 1 payments");
        assertThat(trace.rang("card-testing"))
                .containsExactly("t11 FIRING 1: 120.00 EUR after 5 payments below 2 within 10 minutes");
        assertThat(trace.rang("payment-burst")).containsExactly("t16 FIRING 1: 11 payments in 5 minutes");
        assertThat(trace.rang("new-country-spike"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "t17 FIRING 1: 99999.00 EUR from US, where the account has not paid within a year; its mean is 6");
    }

    @Test
    void aLatePaymentWithinAMinuteRevisesTheTotalAndALaterOneIsLate() {
        trace.pay("PT1M", "6000")
                .pay("PT2M", "5000")
                .pay("PT3M30S", "1")
                .pay("PT1M30S", "700")
                .pay("PT13M", "1");
        trace.pay("PT1M40S", "800");

        assertThat(trace.rang("high-value"))
                .containsExactly(
                        "t2 FIRING 1: 11000 EUR in 10 minutes over 2 payments",
                        "t4 REVISED 2: 11700 EUR in 10 minutes over 3 payments");
        assertThat(trace.tester().outputs().late()).last().satisfies(late -> assertThat(late.names())
                .contains("high-value"));
    }

    private void spikeAtThree() {
        trace.series(3, "PT0S", "PT30M", "20").pay("PT3H", "500", "country", "US");
    }

    @Test
    void aSpikeBlocksTheAccountForADay() {
        spikeAtThree();
        trace.pass("PT26H59M");
        assertThat(trace.actions()).containsExactly("BLOCK A new-country-spike 180 to 1620 at 180");

        trace.pass("PT27H");
        assertThat(trace.actions())
                .containsExactly(
                        "BLOCK A new-country-spike 180 to 1620 at 180",
                        "RELEASE_EXPIRED A new-country-spike 180 to 1620 at 1620");
    }

    @Test
    void aVerificationLiftsTheBlock() {
        spikeAtThree();
        trace.verify("PT4H", "A").pass("P3D");

        assertThat(trace.actions())
                .containsExactly(
                        "BLOCK A new-country-spike 180 to 1620 at 180",
                        "RELEASE_LIFTED A new-country-spike 180 to 1620 at 240");
    }

    @Test
    void aVerificationBeforeTheBlockOrOfAnotherAccountLiftsNothing() {
        trace.verify("PT2H", "A");
        spikeAtThree();
        trace.verify("PT2H59M", "A").verify("PT4H", "B");

        assertThat(trace.actions()).containsExactly("BLOCK A new-country-spike 180 to 1620 at 180");
    }

    @Test
    void featuresSumOneCurrencyAndCountTheOthersApart() {
        trace.pay("PT0S", "100.10")
                .pay("PT1H", "200.20", "currency", null)
                .pay("PT2H", "5000", "currency", "JPY")
                .pay("PT3H", "1000", "status", "DECLINED")
                .pay("PT4H", "1.50");

        Map<String, Object> features = trace.tester().features("A");
        assertThat(features)
                .containsOnlyKeys("spend24h", "count24h", "mean30d", "count30d", "otherCurrency24h", "small10m")
                .containsEntry("spend24h", new BigDecimal("301.80"))
                .containsEntry("count24h", new BigDecimal("3"))
                .containsEntry("count30d", new BigDecimal("3"))
                .containsEntry("otherCurrency24h", new BigDecimal("1"))
                .containsEntry("small10m", new BigDecimal("1"));
        assertThat((BigDecimal) features.get("mean30d")).isEqualByComparingTo("100.60");
    }

    @Test
    void theCurrencyIsSetInOnePlace() {
        Trace dollars = new Trace(ShippedRules.ruleSet(Map.of("fraud.currency", "USD")));
        dollars.pay("PT0S", "11000").pay("PT1M", "11000", "currency", "USD");

        assertThat(dollars.rang("high-value")).containsExactly("t2 FIRING 1: 11000 USD in 10 minutes over 1 payments");
    }

    @Test
    void watermarkRecordsAreRefusedUnlessAReplayAllowsThem() {
        RuleSet shipped = ShippedRules.ruleSet(Map.of());

        assertThat(shipped.streams()).noneMatch(stream -> stream.allowWatermarks());
        assertThat(shipped.application()).isEqualTo("fraud-detection");
        assertThat(shipped.rules())
                .extracting(RuleSpec::name)
                .containsExactly("high-value", "card-testing", "payment-burst", "new-country-spike");
    }
}
