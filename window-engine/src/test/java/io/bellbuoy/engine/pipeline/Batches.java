package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.testing.PipelineTester;
import java.util.List;
import java.util.Random;

/** How random payments are sent: in batches, some of which fail first, with crashes between them. */
final class Batches {

    private Batches() {}

    static void send(List<Payment> arriving, PipelineTester tester, Random random) {
        send(arriving, tester, random, true);
    }

    /** None fails, so that offsets are those of the arriving payments. */
    static void sendOnce(List<Payment> arriving, PipelineTester tester, Random random) {
        send(arriving, tester, random, false);
    }

    private static void send(List<Payment> arriving, PipelineTester tester, Random random, boolean mayFail) {
        for (int from = 0; from < arriving.size(); ) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(15));
            List<Payment> batch = arriving.subList(from, to);
            for (int failures = mayFail && random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
                    failures > 0;
                    failures--) {
                tester.failingBatch(() ->
                        batch.subList(0, 1 + random.nextInt(batch.size())).forEach(payment -> payment.sendTo(tester)));
            }
            tester.batch(() -> batch.forEach(payment -> payment.sendTo(tester)));
            if (random.nextInt(4) == 0) {
                tester.crash();
            }
            from = to;
        }
    }
}
