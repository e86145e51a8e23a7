package io.bellbuoy.benchmarks.cost;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A task with a number of rules over one key, and an endless row of events for it. The rules differ in the bound of their
 * condition, which no event reaches, and, if they are to, in the field that they sum. Single-threaded.
 */
final class RuleLoad implements Load {

    /** Accounts take turns; each has about one event a minute. */
    private static final int ACCOUNTS = 1_000;

    private static final long MILLIS_APART = 60;
    private static final int BATCH = 1_000;
    private static final int AMOUNTS = 1_024;
    private static final String STREAM = "payments";
    private static final String BOUND = "1000000000";

    /** Which windows. */
    enum Window {
        /** Ten overlapping windows, in slices. */
        SLIDING {
            @Override
            WindowSpec spec() {
                return WindowSpec.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1));
            }
        },
        /** Exact, as of each event, on points. */
        TRAILING {
            @Override
            WindowSpec spec() {
                return WindowSpec.trailing(Duration.ofMinutes(10));
            }
        };

        abstract WindowSpec spec();
    }

    private final Plan plan;
    private final TaskState state;
    private final Task task;
    private final Outputs outputs = new Outputs();
    private final String[] accounts = new String[ACCOUNTS];
    private final BigDecimal[] amounts = new BigDecimal[AMOUNTS];
    private final int fields;
    private long events;

    /** @param distinct whether each rule sums a field of its own */
    RuleLoad(int rules, Window window, boolean distinct) {
        this(rules, window, distinct, Emit.EARLY);
    }

    /** One rule over sliding windows that is asked when a window closes. */
    static RuleLoad onClose() {
        return new RuleLoad(1, Window.SLIDING, false, Emit.ON_CLOSE);
    }

    private RuleLoad(int rules, Window window, boolean distinct, Emit emit) {
        this.fields = distinct ? rules : 1;
        this.plan = Plan.compile(ruleSet(rules, window.spec(), distinct, emit), List.of());
        this.state = TaskState.inMemory(plan.cellTypes());
        this.task = new Task(plan, state, false, RuleObserver.NOOP);
        Random random = new Random(42);
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts[i] = "account-" + i;
        }
        for (int i = 0; i < AMOUNTS; i++) {
            amounts[i] = BigDecimal.valueOf(random.nextInt(100_000), 2);
        }
    }

    private RuleSet ruleSet(int rules, WindowSpec window, boolean distinct, Emit emit) {
        List<Field> schema = new ArrayList<>();
        schema.add(Field.of("account", FieldType.STRING));
        schema.add(Field.of("at", FieldType.TIMESTAMP));
        for (int i = 0; i < fields; i++) {
            schema.add(Field.of("amount" + i, FieldType.DECIMAL));
        }
        List<RuleSpec> specs = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            specs.add(rule(i, window, "sum(amount" + (distinct ? i : 0) + ")", emit));
        }
        StreamSpec stream = StreamSpec.of(STREAM, new Schema(schema), null, "account", TimeSource.field("at"));
        return new RuleSet("bench", List.of(stream), List.of(), specs);
    }

    private static RuleSpec rule(int number, WindowSpec window, String value, Emit emit) {
        return new RuleSpec(
                "rule-" + number,
                STREAM,
                null,
                List.of(),
                window,
                Map.of("total", value),
                "total > " + BOUND + number,
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                emit,
                Duration.ZERO,
                null,
                null);
    }

    @Override
    public void next() {
        long number = events++;
        long time = number * MILLIS_APART;
        String account = accounts[(int) (number % ACCOUNTS)];
        @Nullable Object[] values = new Object[2 + fields];
        values[0] = account;
        for (int i = 0; i < fields; i++) {
            values[2 + i] = amounts[(int) (number * 31 + i) & AMOUNTS - 1];
        }
        task.process(new Event(STREAM, time, "event", account, values, new Source(number, time)), outputs);
        if (events % BATCH == 0) {
            state.commit();
            task.committed();
        }
    }

    /** Goes on until the windows of all accounts are full and the first ones have been removed. */
    @Override
    public void fill() {
        long windows = Duration.ofMinutes(25).toMillis() / MILLIS_APART;
        while (events < windows) {
            next();
        }
    }

    /** How many keys and changed entries there are; for tests. */
    TaskState state() {
        return state;
    }

    Outputs outputs() {
        return outputs;
    }

    long events() {
        return events;
    }
}
