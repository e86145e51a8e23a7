package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.SmallDisk;
import io.bellbuoy.faults.strike.BrokerKill;
import io.bellbuoy.faults.strike.BrokerSilence;
import io.bellbuoy.faults.strike.CoordinatorKill;
import io.bellbuoy.faults.strike.DeniedDeadLetters;
import io.bellbuoy.faults.strike.DiskFull;
import io.bellbuoy.faults.strike.ExpiredOffsets;
import io.bellbuoy.faults.strike.LostAnswer;
import io.bellbuoy.faults.strike.MissingDeadLetterTopic;
import io.bellbuoy.faults.strike.Mixed;
import io.bellbuoy.faults.strike.OldStore;
import io.bellbuoy.faults.strike.PointKill;
import io.bellbuoy.faults.strike.RandomKill;
import io.bellbuoy.faults.strike.RollingRestart;
import io.bellbuoy.faults.strike.RulesReload;
import io.bellbuoy.faults.strike.SlowDownstream;
import io.bellbuoy.faults.strike.SlowHandler;
import io.bellbuoy.faults.strike.StaleCheckpoint;
import io.bellbuoy.faults.strike.StoreDamage;
import io.bellbuoy.faults.strike.Storm;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.faults.strike.Zombie;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws the faults of a trial from its seed. */
public final class Draw {

    private static final Duration WITHIN_TRANSACTION = Duration.ofSeconds(8);
    private static final Duration BEYOND_TRANSACTION = Duration.ofSeconds(14);
    private static final List<Strike> HOLDS = List.of(
            new SlowHandler(FaultPoint.POLLED, BEYOND_TRANSACTION),
            new SlowHandler(FaultPoint.PROCESSED, BEYOND_TRANSACTION),
            new SlowHandler(FaultPoint.OFFSETS_SENT, BEYOND_TRANSACTION),
            new SlowHandler(FaultPoint.FLUSHED, BEYOND_TRANSACTION),
            new SlowHandler(FaultPoint.FLUSHED, WITHIN_TRANSACTION));

    /**
     * What a trial allows.
     *
     * @param brokers how many there are; some faults make sense of several only
     * @param staged whether rules need a second stage, which are not changed while they run
     * @param shortCheckpoints whether others write a checkpoint to Kafka while the transaction of a zombie's is open
     */
    public record Scope(int brokers, boolean staged, boolean shortCheckpoints) {}

    /** The faults that need short intervals between checkpoints, or show more with them, in random order. */
    public static List<Strike> checkpoints(long seed, Scope scope) {
        List<Strike> all = all(seed, scope);
        all.removeIf(strike -> !(strike instanceof StaleCheckpoint
                || strike instanceof OldStore
                || strike instanceof StoreDamage
                || strike instanceof PointKill kill
                        && kill.point().compareTo(FaultPoint.LOCAL_CELLS_WRITTEN) >= 0
                        && kill.point().compareTo(FaultPoint.RESTORE_REPLAYED) <= 0));
        return all;
    }

    private Draw() {}

    /**
     * Draws, in random order.
     *
     * @param points how many of them are kills at points, of each point once before any is drawn again
     * @param others how many are other faults, likewise
     */
    public static List<Strike> of(long seed, Scope scope, int points, int others) {
        Random random = new Random(seed);
        List<Strike> drawn = new ArrayList<>();
        List<FaultPoint> all = new ArrayList<>(List.of(FaultPoint.values()));
        for (int i = 0; i < points; i++) {
            if (i % all.size() == 0) {
                Collections.shuffle(all, random);
            }
            drawn.add(PointKill.at(all.get(i % all.size()), random));
        }
        List<Strike> kinds = others(scope, random);
        for (int i = 0; i < others; i++) {
            if (i % kinds.size() == 0) {
                Collections.shuffle(kinds, random);
            }
            drawn.add(kinds.get(i % kinds.size()));
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    /** Every fault that makes sense, in random order. */
    public static List<Strike> all(long seed, Scope scope) {
        Random random = new Random(seed);
        List<Strike> all = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            all.add(PointKill.at(point, random));
        }
        all.addAll(others(scope, random));
        all.removeIf(SlowHandler.class::isInstance);
        all.addAll(HOLDS);
        all.add(new RandomKill());
        all.add(new SlowDownstream());
        all.add(new BrokerSilence(Duration.ofSeconds(60)));
        all.add(new Mixed(new RandomKill()));
        all.add(new Mixed(PointKill.at(FaultPoint.FLUSHED, random)));
        if (scope.brokers() > 1) {
            all.add(new CoordinatorKill());
            all.add(new RollingRestart());
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** Every fault that is no kill at a point, as far as the system allows it. */
    private static List<Strike> others(Scope scope, Random random) {
        List<Strike> kinds = new ArrayList<>(List.of(
                new Zombie(),
                new BrokerKill(),
                new BrokerSilence(Duration.ofSeconds(10)),
                new OldStore(),
                new Storm(1),
                HOLDS.get(random.nextInt(HOLDS.size())),
                new LostAnswer(),
                new ExpiredOffsets(),
                new MissingDeadLetterTopic(),
                new DeniedDeadLetters()));
        if (!scope.staged()) {
            kinds.add(new RulesReload(3));
        }
        if (scope.shortCheckpoints()) {
            kinds.add(new StaleCheckpoint());
        }
        for (StoreDamage.Kind kind : StoreDamage.Kind.values()) {
            kinds.add(new StoreDamage(kind));
        }
        if (SmallDisk.isPossible()) {
            kinds.add(new DiskFull());
        }
        return kinds;
    }
}
