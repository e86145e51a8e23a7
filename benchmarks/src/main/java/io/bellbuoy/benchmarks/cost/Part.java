package io.bellbuoy.benchmarks.cost;

import io.bellbuoy.benchmarks.contender.HighValue;
import io.bellbuoy.benchmarks.draw.FraudRules;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import io.bellbuoy.benchmarks.generate.PaymentStream;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.decode.RecordDecoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The parts of an event's way through a service, in its order. */
public enum Part {
    /** The bytes of a payment to an event, with the fields that the high-value rule reads. */
    DECODE("bytes to event, the fields of one rule") {
        @Override
        Work work() {
            return decode(Plan.compile(RULES, List.of()).reads(STREAM.name()));
        }
    },
    /** The same with all fields of the schema. */
    DECODE_ALL("bytes to event, all fields") {
        @Override
        Work work() {
            BitSet all = new BitSet();
            all.set(0, STREAM.schema().size());
            return decode(all);
        }
    },
    /** A key in the cache of a hundred thousand, in no order. */
    CACHE("key of 100,000 to its state") {
        @Override
        Work work() {
            TaskState state = TaskState.inMemory(Plan.compile(RULES, List.of()).cellTypes());
            String[] keys = new String[KEYS];
            Random random = new Random(SEED);
            for (int i = 0; i < KEYS; i++) {
                keys[i] = PaymentJson.account(i);
                state.of(0, keys[i]);
            }
            // Copies, since the runtime too has other strings than those in the cache.
            String[] asked = random.ints(1 << 17, 0, KEYS)
                    .mapToObj(i -> new String(keys[i].toCharArray()))
                    .toArray(String[]::new);
            return turns(asked.length, i -> state.of(0, asked[i]));
        }
    },
    /** An event through a task that adds it to a slice, and asks no condition until a window closes. */
    SLICE("event to slice, in a task") {
        @Override
        Work work() {
            RuleLoad load = RuleLoad.onClose();
            load.fill();
            return () -> {
                load.next();
                return load;
            };
        }
    },
    /** A condition of two comparisons and a product. */
    CONDITION("condition: " + Part.SOURCE) {
        @Override
        Work work() {
            Names names = new Names();
            names.add("total", FieldType.DECIMAL);
            names.add("amount", FieldType.DECIMAL);
            names.add("mean", FieldType.DECIMAL);
            Expression condition = new ExpressionCompiler().compileCondition(SOURCE, names, "the benchmark");
            BigDecimal[][] values = new Random(SEED)
                    .ints(1 << 10, 100, 19_600)
                    .mapToObj(cents -> new BigDecimal[] {
                        BigDecimal.valueOf(cents * 100L, 2), BigDecimal.valueOf(cents, 2), BigDecimal.valueOf(40_25, 2)
                    })
                    .toArray(BigDecimal[][]::new);
            return turns(values.length, i -> condition.holds(slot -> values[i][slot]));
        }
    },
    /** A chunk of slices to the bytes of the state log. */
    WRITE("state to bytes, a chunk of slices") {
        @Override
        Work work() {
            Cell cell = Cell.any();
            StateOutput out = new StateOutput();
            return () -> {
                out.clear();
                cell.state.types().of(cell.kind).write(cell.value, out);
                return out;
            };
        }
    },
    /** The same back. */
    READ("bytes to state, a chunk of slices") {
        @Override
        Work work() {
            Cell cell = Cell.any();
            StateOutput out = new StateOutput();
            cell.state.types().of(cell.kind).write(cell.value, out);
            byte[] bytes = out.toByteArray();
            return () -> cell.state.types().of(cell.kind).read(new StateInput(bytes));
        }
    },
    /** An alert to JSON. */
    ALERT("alert to JSON") {
        @Override
        Work work() {
            HighValue rule = new HighValue();
            long end = Workload.START.toEpochMilli();
            return () -> rule.alert("a0000012", end, 10_000_01, end);
        }
    };

    private static final int SEED = 42;
    private static final int KEYS = 100_000;
    private static final String SOURCE = "total > 10000 && amount > 2 * mean";
    private static final RuleSet RULES = FraudRules.draw(1, SEED).ruleSet();
    private static final StreamSpec STREAM = RULES.streams().get(0);

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /** What people read. */
    public String label() {
        return label;
    }

    abstract Work work();

    private static Work decode(BitSet reads) {
        RecordDecoder decoder = new RecordDecoder(
                new InputTopic("topic", STREAM, 1 << 20), Clock.fixed(Workload.START, ZoneOffset.UTC), reads);
        PaymentStream payments = new PaymentStream(new Workload(1 << 10, KEYS, SEED));
        List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records = new ArrayList<>();
        payments.forEachRemaining(payment -> records.add(new ConsumerRecord<>(
                "topic",
                0,
                payment.number(),
                PaymentJson.account(payment.account()).getBytes(StandardCharsets.UTF_8),
                PaymentJson.of(payment))));
        return turns(records.size(), i -> decoder.decode(records.get(i)));
    }

    /** Does something with each number below a power of two in turn. */
    private static Work turns(int size, IntFunction<Object> each) {
        int[] next = new int[1];
        return () -> each.apply(next[0]++ & size - 1);
    }

    /** A value as tasks keep it. */
    private static final class Cell {

        private final TaskState state;
        private int kind;
        private @Nullable Object value;

        private Cell(TaskState state) {
            this.state = state;
            state.forEachChange((key, changed, chunk, now) -> {
                if (now != null) {
                    kind = changed;
                    value = now;
                }
            });
        }

        static Cell any() {
            RuleLoad load = RuleLoad.onClose();
            load.fill();
            load.next();
            return new Cell(load.state());
        }
    }
}
