package io.bellbuoy.benchmarks.cost;

import io.bellbuoy.benchmarks.draw.DrawnRules;
import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import io.bellbuoy.benchmarks.generate.PaymentStream;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task with rules as a fraud team has them, and the payments of the benchmark, those of a thousand accounts with skew and out of
 * order. What is in a payment is drawn beforehand and repeats; time goes on. Single-threaded.
 */
final class DrawnLoad implements Load {

    private static final int ACCOUNTS = 1_000;
    private static final int PAYMENTS = 1 << 18;
    private static final int FILLED = 100_000;
    private static final int BATCH = 1_000;

    private final TaskState state;
    private final Task task;
    private final String stream;
    private final Outputs outputs = new Outputs();
    private final @Nullable Object[][] values = new Object[PAYMENTS][];
    private final String[] accounts = new String[PAYMENTS];
    /** How far event times lie behind their emission, in milliseconds. */
    private final int[] delays = new int[PAYMENTS];

    private long events;

    /** @param seed of the payments */
    DrawnLoad(DrawnRules rules, long seed) {
        RuleSet ruleSet = rules.ruleSet();
        StreamSpec spec = ruleSet.streams().get(0);
        Plan plan = Plan.compile(ruleSet, List.of());
        this.stream = spec.name();
        this.state = TaskState.inMemory(plan.cellTypes());
        this.task = new Task(plan, state, false, RuleObserver.NOOP);
        PaymentStream payments = new PaymentStream(new Workload(PAYMENTS, ACCOUNTS, seed));
        for (int i = 0; i < PAYMENTS; i++) {
            Payment payment = payments.next();
            accounts[i] = PaymentJson.account(payment.account());
            values[i] = values(payment, spec.schema());
            delays[i] = (int) (payment.emitted() - payment.time());
        }
    }

    /** As the decoder has them: values of fields that no rule reads are left out. */
    private static @Nullable Object[] values(Payment payment, Schema schema) {
        @Nullable Object[] values = new Object[schema.size()];
        values[schema.position("accountId")] = PaymentJson.account(payment.account());
        values[schema.position("amount")] = BigDecimal.valueOf(payment.cents(), 2);
        values[schema.position("currency")] = PaymentJson.CURRENCY;
        values[schema.position("status")] = PaymentJson.STATUS;
        values[schema.position("merchantId")] = PaymentJson.merchant(payment.number());
        values[schema.position("terminalId")] = PaymentJson.terminal(payment.number());
        values[schema.position("country")] = PaymentJson.country(payment.account());
        return values;
    }

    @Override
    public void next() {
        if (events % BATCH == 0) {
            outputs.clear();
        }
        long number = events++;
        int index = (int) number & PAYMENTS - 1;
        long emitted = Workload.START.toEpochMilli() + number;
        long time = emitted - delays[index];
        @Nullable Object[] own = Arrays.copyOf(values[index], values[index].length);
        task.process(new Event(stream, time, "event", accounts[index], own, new Source(number, emitted)), outputs);
        if (events % BATCH == 0) {
            state.commit();
            task.committed();
        }
    }

    @Override
    public void fill() {
        while (events < FILLED) {
            next();
        }
    }

    TaskState state() {
        return state;
    }

    /** Of the batch that is not yet committed, or the last one. */
    Outputs outputs() {
        return outputs;
    }
}
