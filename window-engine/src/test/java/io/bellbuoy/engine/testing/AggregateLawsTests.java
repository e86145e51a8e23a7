package io.bellbuoy.engine.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateLawsTests {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "count()",
                "count(x)",
                "sum(x)",
                "avg(x)",
                "min(x)",
                "max(x)",
                "stddev(x)",
                "distinct(x)",
                "first(x)",
                "last(x)",
                "rate()",
                "rate(x)",
                "quantile(x, 0.9)",
                "topk(x, 3)"
            })
    void theEnginesOwnAggregatesObeyThem(String call) {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = Cases.random(seed);
            List<Dated> values = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                values.add(new Dated(
                        random.nextInt(12), BigDecimal.valueOf(random.nextInt(400) - 100, random.nextInt(3))));
            }
            AggregateLaws.check(new BuiltIn(AggregateCall.parse(call).over(Duration.ofMinutes(1))), values, seed);
        }
    }

    @Test
    void anAggregateThatObeysThemPasses() {
        assertThatCode(() -> AggregateLaws.check(new Numbers(Long::sum), List.of(1L, 2L, 3L), 1))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "left wins, the empty state changes nothing",
        "difference, the empty state changes nothing",
        "rounded, merging states is adding their values",
        "forgotten, a state survives its binary form",
        "left over, a state survives its binary form"
    })
    void oneThatBreaksThemIsToldWhichAndTheSeed(String how, String law) {
        UserAggregate<Long> aggregate =
                switch (how) {
                    case "left wins" -> new Numbers((a, b) -> a);
                    case "difference" -> new Numbers((a, b) -> a - b);
                    case "rounded" -> new Numbers((a, b) -> a == 0 ? b : b == 0 ? a : (a + b) / 2);
                    case "forgotten" ->
                        new Numbers(Long::sum) {
                            @Override
                            public Long decode(StateInput in) {
                                return super.decode(in) % 5;
                            }
                        };
                    default ->
                        new Numbers(Long::sum) {
                            @Override
                            public void encode(Long state, StateOutput out) {
                                super.encode(state, out);
                                out.writeByte(0);
                            }
                        };
                };

        assertThatThrownBy(() -> AggregateLaws.check(aggregate, List.of(3L, 5L, 8L, 13L), 7))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Aggregate 'numbers' breaks the law")
                .hasMessageContaining(law)
                .hasMessageEndingWith("seed 7.");
    }

    @Test
    void aStateThatIsChangedAfterItWasReturnedIsFound() {
        UserAggregate<long[]> aggregate = new Tallies();

        assertThatThrownBy(() -> AggregateLaws.check(aggregate, List.of(1L, 2L), 3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Aggregate 'tallies' breaks the law");
    }

    /** Adds numbers up, and merges with an operation. */
    private static class Numbers implements UserAggregate<Long> {

        private final BinaryOperator<Long> operation;

        Numbers(BinaryOperator<Long> operation) {
            this.operation = operation;
        }

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public boolean takes(FieldType argument) {
            return true;
        }

        @Override
        public FieldType resultType(FieldType argument) {
            return FieldType.DECIMAL;
        }

        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public Long add(Long state, Object value) {
            return state + (Long) value;
        }

        @Override
        public Long merge(Long a, Long b) {
            return operation.apply(a, b);
        }

        @Override
        public Object result(Long state) {
            return BigDecimal.valueOf(state);
        }

        @Override
        public void encode(Long state, StateOutput out) {
            out.writeSigned(state);
        }

        @Override
        public Long decode(StateInput in) {
            return in.readSigned();
        }
    }

    /** Merges into its first argument. */
    private static final class Tallies implements UserAggregate<long[]> {

        @Override
        public String name() {
            return "tallies";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public boolean takes(FieldType argument) {
            return true;
        }

        @Override
        public FieldType resultType(FieldType argument) {
            return FieldType.DECIMAL;
        }

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public long[] add(long[] state, Object value) {
            return new long[] {state[0] + (Long) value};
        }

        @Override
        public long[] merge(long[] a, long[] b) {
            a[0] += b[0];
            return a;
        }

        @Override
        public Object result(long[] state) {
            return BigDecimal.valueOf(state[0]);
        }

        @Override
        public void encode(long[] state, StateOutput out) {
            out.writeSigned(state[0]);
        }

        @Override
        public long[] decode(StateInput in) {
            return new long[] {in.readSigned()};
        }
    }

    /** A number and its event's time. */
    private record Dated(long time, BigDecimal value) {}

    /** One of the engine's own, in the form of one written in Java: the states of its columns. */
    private record BuiltIn(AggregateCall call) implements UserAggregate<List<@Nullable Object>> {

        @Override
        public String name() {
            return call.toString();
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public boolean takes(FieldType argument) {
            return call.takes(argument);
        }

        @Override
        public FieldType resultType(FieldType argument) {
            return call.resultType(argument);
        }

        @Override
        public List<@Nullable Object> create() {
            return each((column, at) -> null);
        }

        @Override
        public List<@Nullable Object> add(List<@Nullable Object> state, Object value) {
            Dated dated = (Dated) value;
            return each((column, at) -> column.add(state.get(at), dated.value(), dated.time()));
        }

        @Override
        public List<@Nullable Object> merge(List<@Nullable Object> a, List<@Nullable Object> b) {
            return each((column, at) -> column.merge(a.get(at), b.get(at)));
        }

        @Override
        public @Nullable Object result(List<@Nullable Object> state) {
            return call.result(state::get, IntStream.range(0, state.size()).toArray());
        }

        @Override
        public void encode(List<@Nullable Object> state, StateOutput out) {
            each((column, at) -> {
                Object one = state.get(at);
                out.writeByte(one == null ? 0 : 1);
                if (one != null) {
                    column.write(one, out);
                }
                return null;
            });
        }

        @Override
        public List<@Nullable Object> decode(StateInput in) {
            return each((column, at) -> in.readByte() == 0 ? null : column.read(in));
        }

        private interface Step {
            @Nullable
            Object of(Accumulator column, int at);
        }

        private List<@Nullable Object> each(Step step) {
            List<@Nullable Object> states = new ArrayList<>();
            for (Accumulator column : call.columns()) {
                states.add(step.of(column, states.size()));
            }
            return states;
        }
    }
}
