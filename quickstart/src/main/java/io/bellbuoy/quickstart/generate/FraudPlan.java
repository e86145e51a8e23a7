package io.bellbuoy.quickstart.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * All fraud of a stream, planned before its first event: what happens, to whom, when. Some of it stays below what rules look
 * for on purpose, as fraud does, so a recall of 1 is not to be had.
 */
final class FraudPlan {

    private static final double WARM_UP = 0.15;
    private static final double COOL_DOWN = 0.99;
    private static final double CAUTIOUS = 0.15;
    private static final double VERIFIES = 0.4;
    private static final double FAR_KM = 3000;

    private final List<Payment> payments = new ArrayList<>();
    private final List<Episode> episodes = new ArrayList<>();
    private final Random random;

    private FraudPlan(Random random) {
        this.random = random;
    }

    static FraudPlan draw(GeneratorSettings settings, List<Account> accounts, Activity activity, Random random) {
        FraudPlan plan = new FraudPlan(random);
        for (Scenario scenario : Scenario.values()) {
            for (int i = 0; i < settings.episodesPerScenario(); i++) {
                Instant start = activity.time(WARM_UP + (COOL_DOWN - WARM_UP) * random.nextDouble());
                plan.add(scenario, accounts.get(activity.account(random)), start);
            }
        }
        return plan;
    }

    List<Payment> payments() {
        return payments;
    }

    List<Episode> episodes() {
        return episodes;
    }

    private void add(Scenario scenario, Account account, Instant start) {
        int number = episodes.size();
        List<Payment> drawn =
                switch (scenario) {
                    case SPENDING_SPREE -> spree(account, start, number);
                    case CARD_TESTING -> cardTesting(account, start, number);
                    case BURST -> burst(account, start, number);
                    case NEW_COUNTRY -> newCountry(account, start, number);
                    case IMPOSSIBLE_TRAVEL -> impossibleTravel(account, start, number);
                };
        payments.addAll(drawn);
        boolean verifies = scenario == Scenario.NEW_COUNTRY && random.nextDouble() < VERIFIES;
        Instant end = drawn.get(drawn.size() - 1).time();
        episodes.add(new Episode(number, scenario, account.id(), drawn.get(0).time(), end, verifies));
    }

    private List<Payment> spree(Account account, Instant start, int number) {
        boolean cautious = isCautious();
        int count = cautious ? 5 : 10 + random.nextInt(5);
        double each = cautious ? 1500 : 1250;
        return series(
                count,
                Duration.ofSeconds(35),
                start,
                time -> Payment.fraud(
                        time, account, each * (0.85 + 0.4 * random.nextDouble()), account.home(), false, number));
    }

    private List<Payment> cardTesting(Account account, Instant start, int number) {
        int count = isCautious() ? 3 : 7 + random.nextInt(5);
        List<Payment> drawn = series(
                count,
                Duration.ofSeconds(45),
                start,
                time -> Payment.fraud(time, account, 0.3 + 1.6 * random.nextDouble(), account.home(), false, number));
        Instant last = drawn.get(drawn.size() - 1).time().plusSeconds(20 + random.nextInt(60));
        drawn.add(Payment.fraud(last, account, 550 + 700 * random.nextDouble(), account.home(), false, number));
        return drawn;
    }

    private List<Payment> burst(Account account, Instant start, int number) {
        int count = isCautious() ? 6 : 14 + random.nextInt(8);
        return series(
                count,
                Duration.ofSeconds(11),
                start,
                time -> Payment.fraud(time, account, 10 + 50 * random.nextDouble(), account.home(), false, number));
    }

    private List<Payment> newCountry(Account account, Instant start, int number) {
        double factor = isCautious() ? 3 : 8 + 8 * random.nextDouble();
        City place = Account.pick(farFrom(account, start), random);
        return List.of(Payment.fraud(start, account, factor * account.typicalAmount(), place, false, number));
    }

    private List<Payment> impossibleTravel(Account account, Instant start, int number) {
        City here = account.whereabouts(start);
        City there = Account.pick(farFrom(account, start), random);
        Instant later = start.plus(Duration.ofMinutes(20 + random.nextInt(35)));
        return List.of(
                Payment.fraud(start, account, account.ordinaryAmount(random) + 5, here, true, number),
                Payment.fraud(later, account, 2 * account.ordinaryAmount(random) + 20, there, true, number));
    }

    private static List<City> farFrom(Account account, Instant time) {
        City here = account.whereabouts(time);
        return City.FAR.stream()
                .filter(city -> city.kilometresTo(here) > FAR_KM
                        && (account.trip() == null
                                || !account.trip().to().country().equals(city.country())))
                .toList();
    }

    private List<Payment> series(int count, Duration gap, Instant start, Function<Instant, Payment> each) {
        List<Payment> drawn = new ArrayList<>();
        Instant time = start;
        for (int i = 0; i < count; i++) {
            drawn.add(each.apply(time));
            time = time.plusMillis((long) (gap.toMillis() * (0.5 + random.nextDouble())));
        }
        return drawn;
    }

    private boolean isCautious() {
        return random.nextDouble() < CAUTIOUS;
    }
}
