package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.SmallDisk;
import io.bellbuoy.faults.strike.BrokerKill;
import io.bellbuoy.faults.strike.BrokerSilence;
import io.bellbuoy.faults.strike.CoordinatorKill;
import io.bellbuoy.faults.strike.DiskFull;
import io.bellbuoy.faults.strike.MissingDeadLetterTopic;
import io.bellbuoy.faults.strike.Mixed;
import io.bellbuoy.faults.strike.OldStore;
import io.bellbuoy.faults.strike.PointKill;
import io.bellbuoy.faults.strike.RandomKill;
import io.bellbuoy.faults.strike.RollingRestart;
import io.bellbuoy.faults.strike.RulesReload;
import io.bellbuoy.faults.strike.SlowHandler;
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

    private Draw() {}

    /**
     * Draws, in random order.
     *
     * @param points how many of them are kills at points, of each point once before any is drawn again
     * @param others how many are other faults, likewise
     */
    public static List<Strike> of(long seed, int points, int others) {
        Random random = new Random(seed);
        List<Strike> drawn = new ArrayList<>();
        List<FaultPoint> all = new ArrayList<>(List.of(FaultPoint.values()));
        for (int i = 0; i < points; i++) {
            if (i % all.size() == 0) {
                Collections.shuffle(all, random);
            }
            drawn.add(PointKill.at(all.get(i % all.size()), random));
        }
        List<Strike> kinds = new ArrayList<>(others(random));
        for (int i = 0; i < others; i++) {
            if (i % kinds.size() == 0) {
                Collections.shuffle(kinds, random);
            }
            drawn.add(kinds.get(i % kinds.size()));
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    /**
     * Every fault, in random order.
     *
     * @param brokers how many there are; some faults make sense of several only
     */
    public static List<Strike> all(long seed, int brokers) {
        Random random = new Random(seed);
        List<Strike> all = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            all.add(PointKill.at(point, random));
        }
        all.addAll(others(random));
        all.removeIf(SlowHandler.class::isInstance);
        all.addAll(HOLDS);
        all.add(new RandomKill());
        all.add(new BrokerSilence(Duration.ofSeconds(60)));
        all.add(new Mixed(new RandomKill()));
        all.add(new Mixed(PointKill.at(FaultPoint.FLUSHED, random)));
        if (brokers > 1) {
            all.add(new CoordinatorKill());
            all.add(new RollingRestart());
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** Every fault that is no kill at a point, as far as the system allows it. */
    public static List<Strike> others(Random random) {
        List<Strike> kinds = new ArrayList<>(List.of(
                new Zombie(),
                new BrokerKill(),
                new BrokerSilence(Duration.ofSeconds(10)),
                new OldStore(),
                new Storm(1),
                HOLDS.get(random.nextInt(HOLDS.size())),
                new RulesReload(3),
                new MissingDeadLetterTopic()));
        for (StoreDamage.Kind kind : StoreDamage.Kind.values()) {
            kinds.add(new StoreDamage(kind));
        }
        if (SmallDisk.isPossible()) {
            kinds.add(new DiskFull());
        }
        return kinds;
    }
}
