package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.policy.store.OpenLetter;
import io.bellbuoy.deadletters.policy.store.OpenLetter.Plan;
import io.bellbuoy.deadletters.policy.store.PlanTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Walks over what is open, a page at a time, and begins again at the end. A look is one transaction, and one instance looks at a
 * time: what is planned and what is done commit together, so that after a crash nothing was done twice, nor forgotten. For one
 * thread at a time.
 */
public class Policies implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private static final int PAGE = 2_000;

    /** How many looks at once, so that neither the database is held for long, nor those who wait for this thread. */
    private static final int PAGES = 20;

    private final List<Policy> policies;
    private final int maxRedrives;
    private final PlanTable plans;
    private final PolicyDesk desk;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final PolicyMonitor monitor;
    private long after;

    /**
     * Those of the configuration.
     *
     * @param maxRedrives how often a record can be redriven at all
     * @throws IllegalArgumentException if a policy redrives more often
     */
    public Policies(
            List<Policy> policies,
            int maxRedrives,
            PlanTable plans,
            PolicyDesk desk,
            TransactionOperations transaction,
            Clock clock,
            PolicyMonitor monitor) {
        this.policies = List.copyOf(policies);
        this.maxRedrives = maxRedrives;
        this.plans = plans;
        this.desk = desk;
        this.transaction = transaction;
        this.clock = clock;
        this.monitor = monitor;
        for (Policy policy : policies) {
            Policy.require(
                    policy.max(maxRedrives) >= 1 && policy.max(maxRedrives) <= maxRedrives,
                    policy.name(),
                    "max",
                    policy.max(),
                    "1 to bellbuoy.deadletters.redrive.max-redrives, which is " + maxRedrives
                            + ": what comes back from so many is parked");
        }
    }

    /** A policy, and how many open dead letters it is about. */
    public record Standing(Policy policy, long open) {}

    /** The policies in the order in which they are asked. */
    public List<Standing> standing() {
        Map<String, Long> counts = policies.isEmpty() ? Map.of() : plans.counts();
        return policies.stream()
                .map(policy -> new Standing(policy, counts.getOrDefault(policy.name(), 0L)))
                .toList();
    }

    /** Looks at the next pages; what fails is tried again the next time. */
    @Override
    public void run() {
        try {
            for (int page = 0; page < PAGES && look(); page++) {
                LOG.debug("Policies have looked at what is open up to dead letter {}.", after);
            }
        } catch (RuntimeException e) {
            LOG.warn("Policies did not look at what is open and will try again: {}", e.toString());
            LOG.debug("Policies did not look at what is open.", e);
        }
    }

    /** What a policy does with some dead letters. */
    private record Deed(Policy policy, Action action, String reason, List<OpenLetter> letters) {

        List<Long> ids() {
            return letters.stream().map(OpenLetter::id).toList();
        }
    }

    /**
     * Looks at one page, and does one deed: a transaction that did several would lock the counts of groups in an order of its
     * own, and could wait in a circle with the collector.
     *
     * @return whether there is more to look at or to do
     */
    public boolean look() {
        return transaction.execute(status -> {
            if (!plans.isAlone()) {
                return false;
            }
            List<OpenLetter> page = plans.open(after, PAGE);
            List<Deed> deeds = deeds(page);
            if (!deeds.isEmpty()) {
                act(deeds.get(0));
            }
            if (deeds.size() > 1) {
                return true;
            }
            boolean isLast = page.size() < PAGE;
            after = isLast ? 0 : page.get(page.size() - 1).id();
            return !isLast;
        });
    }

    /** What is to be done now, once plans are kept for what nobody has looked at. */
    private List<Deed> deeds(List<OpenLetter> page) {
        Instant now = clock.instant();
        Map<Long, Plan> made = new HashMap<>();
        Map<Policy, List<OpenLetter>> due = new LinkedHashMap<>();
        for (OpenLetter letter : page) {
            Policy policy = first(letter);
            if (policy == null) {
                continue;
            }
            Plan plan = letter.plan();
            if (plan == null || !plan.policy().equals(policy.name())) {
                plan = new Plan(policy.name(), 0, now.plus(policy.delay(letter.id(), letter.redrives())));
                made.put(letter.id(), plan);
            }
            if (plan.due() != null && !plan.due().isAfter(now)) {
                due.computeIfAbsent(policy, key -> new ArrayList<>()).add(letter.with(plan));
            }
        }
        plans.keep(made);
        List<Deed> deeds = new ArrayList<>();
        due.forEach((policy, letters) -> add(deeds, policy, letters));
        return deeds;
    }

    private @Nullable Policy first(OpenLetter letter) {
        return policies.stream()
                .filter(policy -> policy.when().holds(letter))
                .findFirst()
                .orElse(null);
    }

    /**
     * One job of a retrying policy at a time, so that its batches grow from small ones. What a job that stopped has not sent is
     * not spent: while a service is down, the first few of a batch find that out for all.
     */
    private void add(List<Deed> deeds, Policy policy, List<OpenLetter> letters) {
        if (policy.then() != Action.RETRY) {
            deeds.add(new Deed(policy, policy.then(), String.valueOf(policy.reason()), letters));
            return;
        }
        int max = policy.max(maxRedrives);
        Predicate<OpenLetter> isSpent = letter -> letter.redrives() + letter.refused() >= max;
        List<OpenLetter> spent = letters.stream().filter(isSpent).toList();
        if (!spent.isEmpty()) {
            deeds.add(new Deed(policy, Action.PARK, "after " + max + " redrives", spent));
        }
        List<OpenLetter> again = letters.stream()
                .filter(isSpent.negate())
                .filter(letter -> letter.origin() != null)
                .toList();
        if (!again.isEmpty() && !plans.isRedriving(policy.actor())) {
            deeds.add(new Deed(policy, Action.RETRY, "", again));
        }
    }

    private void act(Deed deed) {
        long count = desk.act(deed.policy(), deed.action(), deed.reason(), deed.ids());
        switch (deed.action()) {
            case PARK, DISCARD -> plans.finish(deed.ids());
            case NOTIFY -> keep(deed, letter -> new Plan(deed.policy().name(), 0, null));
            case RETRY -> keep(deed, letter -> again(deed.policy(), letter));
        }
        if (count > 0) {
            monitor.acted(deed.policy().name(), deed.action(), count);
        }
    }

    /** What the job does not send is open again, and waits for longer. */
    private Plan again(Policy policy, OpenLetter letter) {
        int times = times(letter) + 1;
        Instant due = clock.instant().plus(policy.delay(letter.id(), times));
        return new Plan(policy.name(), times - letter.redrives(), due);
    }

    private void keep(Deed deed, Function<OpenLetter, Plan> plan) {
        plans.keep(deed.letters().stream().collect(Collectors.toMap(OpenLetter::id, plan)));
    }

    private static int times(OpenLetter letter) {
        Plan plan = letter.plan();
        return letter.redrives() + (plan == null ? 0 : plan.tries());
    }
}
