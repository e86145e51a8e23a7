package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** How random events are sent: out of order, in batches, some of which fail first, with crashes between them. */
final class Batches {

    private Batches() {}

    /** An event that a model knows. */
    interface Sendable {

        /** Epoch milliseconds. */
        long time();

        void sendTo(PipelineTester tester);
    }

    private record Arrival<S>(S event, long at) {}

    /** The events as they arrive when each is delayed by up to a time. */
    static <S extends Sendable> List<S> delayed(List<S> events, Duration atMost, Random random) {
        int bound = (int) atMost.toMillis() + 1;
        List<Arrival<S>> arrivals = new ArrayList<>();
        events.forEach(event -> arrivals.add(new Arrival<>(event, event.time() + random.nextInt(bound))));
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals.stream().map(Arrival::event).toList();
    }

    static void send(List<? extends Sendable> arriving, PipelineTester tester, Random random) {
        send(arriving, tester, random, true);
    }

    /** None fails, so that offsets are those of the arriving events. */
    static void sendOnce(List<? extends Sendable> arriving, PipelineTester tester, Random random) {
        send(arriving, tester, random, false);
    }

    private static void send(List<? extends Sendable> arriving, PipelineTester tester, Random random, boolean mayFail) {
        for (int from = 0; from < arriving.size(); ) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(15));
            List<? extends Sendable> batch = arriving.subList(from, to);
            for (int failures = mayFail && random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
                    failures > 0;
                    failures--) {
                tester.failingBatch(() ->
                        batch.subList(0, 1 + random.nextInt(batch.size())).forEach(event -> event.sendTo(tester)));
            }
            tester.batch(() -> batch.forEach(event -> event.sendTo(tester)));
            if (random.nextInt(4) == 0) {
                tester.crash();
            }
            from = to;
        }
    }
}
