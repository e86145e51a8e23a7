package io.bellbuoy.quickstart.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.json.EventCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionGeneratorTests {

    private static final Instant END = Instant.parse("2026-01-10T12:00:00Z");
    private static final int EVENTS = 20_000;
    private static final Duration DISORDER = Duration.ofSeconds(5);

    private final EventCodec codec = new EventCodec();
    private final TransactionGenerator generator = generator(42);
    private final List<Emission> all = drain(generator);

    @Test
    void sameSeedGivesTheSameBytes() {
        assertThat(drain(generator(42)).stream().map(TransactionGeneratorTests::text))
                .containsExactlyElementsOf(
                        all.stream().map(TransactionGeneratorTests::text).toList());
    }

    @Test
    void otherSeedGivesAnotherStream() {
        assertThat(text(drain(generator(43)).get(0))).isNotEqualTo(text(all.get(0)));
    }

    @Test
    void countOfTransactionsIsExact() {
        assertThat(all.stream().filter(e -> e.stream() == Emission.Stream.TRANSACTIONS))
                .hasSize(EVENTS);
    }

    @Test
    void timeOfSendingNeverGoesBack() {
        assertThat(all).extracting(Emission::emittedAt).isSorted();
    }

    @Test
    void eventsComeWithinTheDisorderUnlessLate() {
        assertThat(sound()).allSatisfy(emission -> assertThat(
                        Duration.between(transaction(emission).timestamp(), emission.emittedAt()))
                .isBetween(Duration.ZERO, DISORDER));
        assertThat(with(Defect.LATE)).isNotEmpty().allSatisfy(emission -> assertThat(
                        Duration.between(transaction(emission).timestamp(), emission.emittedAt()))
                .isGreaterThan(Duration.ofMinutes(29)));
    }

    @ParameterizedTest
    @EnumSource(value = Defect.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyDefectIsThereAsOftenAsItIsSaid(Defect defect) {
        assertThat(with(defect)).hasSize(generator.count(defect)).isNotEmpty();
    }

    @Test
    void defectsAreWhatTheirNamesSay() {
        assertThat(with(Defect.UNDECODABLE)).allSatisfy(e -> assertThat(text(e)).doesNotEndWith("}"));
        assertThat(with(Defect.NEGATIVE_AMOUNT))
                .allSatisfy(e -> assertThat(text(e)).contains("\"amount\":\"-"));
        assertThat(with(Defect.KEY_MISMATCH))
                .allSatisfy(e -> assertThat(transaction(e).accountId()).isNotEqualTo(e.key()));
        assertThat(with(Defect.TOO_FAR_AHEAD))
                .allSatisfy(e -> assertThat(transaction(e).timestamp())
                        .isAfter(e.emittedAt().plusSeconds(3000)));
        Set<String> originals = sound().stream().map(e -> e.eventId() + text(e)).collect(Collectors.toSet());
        assertThat(with(Defect.DUPLICATE)).allSatisfy(e -> assertThat(originals).contains(e.eventId() + text(e)));
    }

    @Test
    void everyScenarioIsLabelledAndSent() {
        Map<Scenario, Long> episodes = generator.labels().episodes().stream()
                .collect(Collectors.groupingBy(Episode::scenario, Collectors.counting()));
        assertThat(episodes).containsOnlyKeys(Scenario.values()).allSatisfy((scenario, count) -> assertThat(count)
                .isEqualTo(12));
        assertThat(generator.labels().episodes())
                .allSatisfy(
                        episode -> assertThat(payments(episode)).isNotEmpty().allSatisfy(payment -> {
                            assertThat(payment.accountId()).isEqualTo(episode.accountId());
                            assertThat(payment.timestamp()).isBetween(episode.start(), episode.end());
                        }));
    }

    @Test
    void mostSpreesSpendMoreThanTenThousandInTenMinutes() {
        assertThat(share(
                        Scenario.SPENDING_SPREE,
                        payments -> sum(payments).compareTo(new BigDecimal(10_000)) > 0
                                && span(payments).compareTo(Duration.ofMinutes(10)) < 0))
                .isBetween(0.6, 1.0);
    }

    @Test
    void cardTestingEndsWithALargePaymentAfterSmallOnes() {
        assertThat(share(Scenario.CARD_TESTING, payments -> {
                    int last = payments.size() - 1;
                    return payments.get(last).amount().compareTo(new BigDecimal(500)) > 0
                            && payments.subList(0, last).stream()
                                    .allMatch(p -> p.amount().compareTo(new BigDecimal("2.00")) < 0);
                }))
                .isEqualTo(1.0);
    }

    @Test
    void burstsHaveManyPaymentsWithinFiveMinutes() {
        assertThat(share(
                        Scenario.BURST,
                        payments -> payments.size() >= 12 && span(payments).compareTo(Duration.ofMinutes(5)) < 0))
                .isBetween(0.6, 1.0);
    }

    @Test
    void newCountryIsOneInWhichTheAccountNeverPaidBefore() {
        Map<String, List<Transaction>> byAccount =
                sound().stream().map(this::transaction).collect(Collectors.groupingBy(Transaction::accountId));
        assertThat(episodes(Scenario.NEW_COUNTRY)).allSatisfy(episode -> {
            Transaction fraud = payments(episode).get(0);
            assertThat(byAccount.get(episode.accountId()).stream()
                            .filter(t -> t.timestamp().isBefore(fraud.timestamp()))
                            .filter(t -> generator
                                    .labels()
                                    .ofTransaction(t.transactionId())
                                    .isEmpty())
                            .map(Transaction::country))
                    .doesNotContain(fraud.country());
        });
    }

    @Test
    void impossibleTravelIsTwoPresentPaymentsFarApartWithinAnHour() {
        assertThat(share(
                        Scenario.IMPOSSIBLE_TRAVEL,
                        payments -> payments.size() == 2
                                && payments.stream().allMatch(Transaction::cardPresent)
                                && kilometres(payments.get(0), payments.get(1)) > 2900
                                && span(payments).compareTo(Duration.ofHours(1)) < 0))
                .isEqualTo(1.0);
    }

    @Test
    void honestTravellersLeaveTimeForTheFlight() {
        Map<String, List<Transaction>> present = sound().stream()
                .map(this::transaction)
                .filter(Transaction::cardPresent)
                .filter(t -> generator.labels().ofTransaction(t.transactionId()).isEmpty())
                .collect(Collectors.groupingBy(Transaction::accountId));
        assertThat(present.values()).allSatisfy(payments -> {
            payments.sort(Comparator.comparing(Transaction::timestamp));
            for (int i = 1; i < payments.size(); i++) {
                double hours = Duration.between(
                                        payments.get(i - 1).timestamp(),
                                        payments.get(i).timestamp())
                                .toSeconds()
                        / 3600.0;
                double kilometres = kilometres(payments.get(i - 1), payments.get(i));
                assertThat(kilometres < 50 || kilometres / hours < 900).isTrue();
            }
        });
    }

    @Test
    void alertIsAboutTheFraudOfItsPaymentOrElseOfItsAccountAtThatTime() {
        Labels labels = generator.labels();
        Episode episode = episodes(Scenario.BURST).get(0);
        String fraud = payments(episode).get(0).transactionId();

        assertThat(labels.ofAlert(fraud, "unknown", END)).contains(episode);
        assertThat(labels.ofAlert(null, episode.accountId(), episode.end().plusSeconds(60)))
                .isPresent();
        assertThat(labels.ofAlert(null, "unknown", episode.end())).isEmpty();
        assertThat(labels.ofAlert("unknown", "unknown", episode.end())).isEmpty();
    }

    @Test
    void verificationsFollowNewCountryFrauds() {
        Set<String> accounts = new HashSet<>(
                episodes(Scenario.NEW_COUNTRY).stream().map(Episode::accountId).toList());
        assertThat(all.stream().filter(e -> e.stream() == Emission.Stream.VERIFICATIONS))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(accounts).contains(e.key()));
    }

    @Test
    void tooFewEventsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneratorSettings(1, 999, END, Duration.ofDays(5)))
                .withMessage("events must be from 1,000 to 50,000,000, not 999");
    }

    private List<Emission> sound() {
        return with(Defect.NONE).stream()
                .filter(e -> e.stream() == Emission.Stream.TRANSACTIONS)
                .toList();
    }

    private List<Emission> with(Defect defect) {
        return all.stream().filter(e -> e.defect() == defect).toList();
    }

    private List<Episode> episodes(Scenario scenario) {
        return generator.labels().episodes().stream()
                .filter(e -> e.scenario() == scenario)
                .toList();
    }

    private List<Transaction> payments(Episode episode) {
        return sound().stream()
                .filter(e -> generator
                        .labels()
                        .ofTransaction(e.eventId())
                        .filter(episode::equals)
                        .isPresent())
                .map(this::transaction)
                .sorted(Comparator.comparing(Transaction::timestamp))
                .toList();
    }

    private double share(Scenario scenario, Predicate<List<Transaction>> holds) {
        List<Episode> episodes = episodes(scenario);
        return (double) episodes.stream().map(this::payments).filter(holds).count() / episodes.size();
    }

    private static BigDecimal sum(List<Transaction> payments) {
        return payments.stream().map(Transaction::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Duration span(List<Transaction> payments) {
        return Duration.between(
                payments.get(0).timestamp(), payments.get(payments.size() - 1).timestamp());
    }

    private static double kilometres(Transaction a, Transaction b) {
        return city(a).kilometresTo(city(b));
    }

    private static City city(Transaction t) {
        return new City("?", "?", t.latitude().doubleValue(), t.longitude().doubleValue());
    }

    private Transaction transaction(Emission emission) {
        return codec.read(emission.value(), Transaction.class);
    }

    private static String text(Emission emission) {
        return new String(emission.value(), StandardCharsets.UTF_8);
    }

    private static TransactionGenerator generator(long seed) {
        return new TransactionGenerator(new GeneratorSettings(seed, EVENTS, END, Duration.ofDays(5)));
    }

    private static List<Emission> drain(TransactionGenerator generator) {
        List<Emission> all = new ArrayList<>();
        generator.forEachRemaining(all::add);
        return all;
    }
}
