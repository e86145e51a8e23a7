package io.bellbuoy.quickstart.generate;

import io.bellbuoy.events.event.AccountVerified;
import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.json.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Generates a stream of card payments with known fraud in it, in the order in which a source would send them: up to 5 s of
 * disorder, a few late, doubled and broken records. The same settings give the same bytes. Single-threaded.
 */
public final class TransactionGenerator implements Iterator<Emission> {

    private static final Duration TOO_FAR = Duration.ofHours(1);
    private static final int VERIFIED_AFTER_MINUTES = 20;
    private static final int VERIFIED_WITHIN_MINUTES = 160;

    private final EventCodec codec = new EventCodec();
    private final GeneratorSettings settings;
    private final Random random;
    private final Activity activity;
    private final List<Account> accounts;
    private final Labels labels;
    private final Defects defects;
    private final Iterator<Payment> fraud;
    private final long honest;
    private final PriorityQueue<Scheduled> queue = new PriorityQueue<>(
            Comparator.comparing((Scheduled s) -> s.emission().emittedAt()).thenComparing(Scheduled::order));

    private long honestDrawn;
    private long transactions;
    private long order;
    private Payment nextHonest;
    private @Nullable Payment nextFraud;

    private record Scheduled(Emission emission, long order) {}

    public TransactionGenerator(GeneratorSettings settings) {
        this.settings = settings;
        random = new Random(settings.seed());
        activity = new Activity(settings.accounts(), settings.start(), settings.span());
        accounts = accounts();
        FraudPlan plan = FraudPlan.draw(settings, accounts, activity, random);
        labels = new Labels(plan.episodes());
        honest = settings.events() - plan.payments().size() - Defects.duplicates(settings.events());
        defects = Defects.draw(settings.events(), honest, random);
        fraud = plan.payments().stream()
                .sorted(Comparator.comparing(Payment::time))
                .iterator();
        plan.episodes().stream().filter(Episode::verifies).forEach(this::scheduleVerification);
        nextHonest = drawHonest();
        nextFraud = fraud.next();
    }

    private List<Account> accounts() {
        List<Account> drawn = new ArrayList<>(settings.accounts());
        for (int i = 0; i < settings.accounts(); i++) {
            drawn.add(Account.random(i, random, settings.start(), settings.span()));
        }
        return drawn;
    }

    /** The truth about what has been generated so far. */
    public Labels labels() {
        return labels;
    }

    /** How many records of a defect the whole stream has. */
    public int count(Defect defect) {
        return defects.count(defect);
    }

    @Override
    public boolean hasNext() {
        return honestDrawn <= honest || nextFraud != null || !queue.isEmpty();
    }

    @Override
    public Emission next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All " + settings.events() + " events have been generated.");
        }
        fill();
        return queue.remove().emission();
    }

    /** Draws payments until none that is still to be drawn can come before the first in the queue. */
    private void fill() {
        while (true) {
            boolean honestLeft = honestDrawn <= honest;
            boolean takeFraud =
                    nextFraud != null && (!honestLeft || nextFraud.time().isBefore(nextHonest.time()));
            if (!takeFraud && !honestLeft) {
                return;
            }
            Payment candidate = takeFraud ? nextFraud : nextHonest;
            if (!queue.isEmpty() && queue.peek().emission().emittedAt().isBefore(candidate.time())) {
                return;
            }
            schedule(candidate, takeFraud ? Defect.NONE : defects.at(honestDrawn - 1));
            if (takeFraud) {
                nextFraud = fraud.hasNext() ? fraud.next() : null;
            } else {
                nextHonest = drawHonest();
            }
        }
    }

    /** The next honest payment; one more than there are is drawn, and never used. */
    private Payment drawHonest() {
        double share = Math.min(Math.nextDown(1.0), (honestDrawn + random.nextDouble()) / honest);
        honestDrawn++;
        return Payment.honest(activity.time(share), accounts.get(activity.account(random)), random);
    }

    private void schedule(Payment payment, Defect defect) {
        String id = Ids.padded("t" + settings.seed() + "-", ++transactions, 8);
        Transaction transaction = payment.toTransaction(id, random);
        if (payment.episode() != Payment.HONEST) {
            labels.put(id, payment.episode());
        }
        Instant emittedAt = payment.time().plus(Defects.delay(defect, random));
        Emission emission = emission(transaction, emittedAt, defect);
        enqueue(emission);
        if (defect == Defect.DUPLICATE) {
            enqueue(new Emission(
                    emission.stream(),
                    id,
                    emission.key(),
                    emission.value(),
                    emittedAt.plusMillis(random.nextInt(2000)),
                    Defect.DUPLICATE));
        }
    }

    private Emission emission(Transaction sound, Instant emittedAt, Defect defect) {
        Transaction sent = defect == Defect.TOO_FAR_AHEAD ? at(sound, emittedAt.plus(TOO_FAR)) : sound;
        byte[] json = codec.write(sent);
        return new Emission(
                Emission.Stream.TRANSACTIONS,
                sound.transactionId(),
                defect == Defect.KEY_MISMATCH ? "another-account" : sound.accountId(),
                Defects.spoil(defect, json),
                emittedAt,
                defect == Defect.DUPLICATE ? Defect.NONE : defect);
    }

    private static Transaction at(Transaction t, Instant timestamp) {
        return new Transaction(
                t.transactionId(),
                t.accountId(),
                timestamp,
                t.amount(),
                t.currency(),
                t.status(),
                t.merchantId(),
                t.terminalId(),
                t.deviceId(),
                t.country(),
                t.latitude(),
                t.longitude(),
                t.cardPresent());
    }

    private void scheduleVerification(Episode episode) {
        Instant time = episode.end()
                .plus(Duration.ofMinutes(VERIFIED_AFTER_MINUTES + random.nextInt(VERIFIED_WITHIN_MINUTES)));
        String id = Ids.padded("v" + settings.seed() + "-", episode.number(), 6);
        byte[] json = codec.write(new AccountVerified(id, episode.accountId(), time));
        enqueue(new Emission(Emission.Stream.VERIFICATIONS, id, episode.accountId(), json, time, Defect.NONE));
    }

    private void enqueue(Emission emission) {
        queue.add(new Scheduled(emission, order++));
    }
}
