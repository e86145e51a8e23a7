package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions of random payments against {@link SessionModel}: whatever the order of arrival, the partitions, the batches, the
 * failures and the crashes. Replay one seed with {@code -Dtest.seed=17}.
 */
class SessionModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final String BIG = "total > 1500";
    private static final String SMALL = "total < 1500";

    static LongStream seeds() {
        return CASES.seeds(400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSessionsAreThoseOfTheDefinition(long seed) {
        Random random = Cases.random(seed);
        Duration gap = Duration.ofMillis(1_400 + random.nextInt(4) * 2_100L);
        List<Payment> payments = Payment.random(random);
        SessionModel model = new SessionModel(gap.toMillis(), 0);
        payments.forEach(payment -> model.arrive(payment));
        model.advance(FAR_BEYOND.toEpochMilli());
        for (int run = 0; run < 4; run++) {
            Random trouble = CASES.begin(seed, run);
            Evaluate evaluate = run < 2 ? Evaluate.ON_ARRIVAL : Evaluate.AT_WATERMARK;
            PipelineTester tester = new PipelineTester(
                    rules(gap, Duration.ZERO, evaluate), List.of(), run % 2 == 0 ? 1 : 4, Instant.EPOCH);
            Batches.send(Payment.shuffled(payments, trouble), tester, trouble);
            tester.watermark(FAR_BEYOND);

            assertThat(lines(tester)).as("seed %s, run %s", seed, run).isEqualTo(model.results());
            assertThat(tester.outputs().late())
                    .as("late, seed %s, run %s", seed, run)
                    .isEmpty();
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void latePaymentsMoveJoinAndReviseSessionsUntilTheyAreOver(long seed) {
        Random random = CASES.begin(seed, 0);
        Duration gap = Duration.ofMillis(1_400 + random.nextInt(4) * 2_100L);
        Duration lateness = Duration.ofSeconds(random.nextInt(4) * 8L);
        List<Payment> arriving = Batches.delayed(Payment.random(random), Duration.ofSeconds(40), random);
        SessionModel model = new SessionModel(gap.toMillis(), lateness.toMillis());
        PipelineTester tester = PipelineTester.of(rules(gap, lateness, Evaluate.ON_ARRIVAL));
        arriving.forEach(model::arrive);
        Batches.send(arriving, tester, random);
        model.advance(FAR_BEYOND.toEpochMilli());
        tester.watermark(FAR_BEYOND);

        assertThat(lines(tester)).as("seed %s", seed).isEqualTo(model.results());
        assertThat(tester.outputs().late().stream().map(late -> late.source().timestamp() + " " + late.names()))
                .as("late, seed %s", seed)
                .isEqualTo(model.late());
        assertThat(tester.stateEntries()).as("entries left, seed %s", seed).isZero();
    }

    // ---- the pieces

    private static RuleSet rules(Duration gap, Duration lateness, Evaluate evaluate) {
        WindowSpec window = WindowSpec.session(gap);
        FeatureSpec feature = new FeatureSpec(
                "spent",
                "payments",
                List.of("account"),
                null,
                window,
                "sum(amount)",
                evaluate,
                Emit.ON_CLOSE,
                lateness,
                "spending");
        return new RuleSet(
                "model",
                List.of(Payment.stream()),
                List.of(feature),
                List.of(
                        rule("big", BIG, window, lateness, evaluate),
                        rule("small", SMALL, window, lateness, evaluate)));
    }

    private static RuleSpec rule(String name, String when, WindowSpec window, Duration lateness, Evaluate evaluate) {
        return new RuleSpec(
                name,
                "payments",
                null,
                List.of(),
                window,
                Map.of("total", "sum(amount)"),
                when,
                Severity.LOW,
                null,
                null,
                evaluate,
                Emit.ON_CLOSE,
                lateness,
                null,
                null);
    }

    private static List<String> lines(PipelineTester tester) {
        List<String> lines = new ArrayList<>();
        for (Output.Alert alert : tester.outputs().alerts()) {
            lines.add(SessionModel.line(
                    alert.rule() + " " + alert.status() + " " + alert.revision(),
                    String.valueOf(alert.key().get("account")),
                    Objects.requireNonNull(alert.window()),
                    (BigDecimal) Objects.requireNonNull(alert.values().get("total"))));
        }
        for (Output.Values values : tester.outputs().values()) {
            lines.add(SessionModel.line(
                    values.topic(),
                    String.valueOf(values.key().get("account")),
                    Objects.requireNonNull(values.window()),
                    (BigDecimal) Objects.requireNonNull(values.values().get("spent"))));
        }
        return lines.stream().sorted().toList();
    }

    /** What sessions mean: payment by payment in the order of arrival, every session a list of payments. */
    private static final class SessionModel {

        /** A session and the last status, revision and total that each of the two rules published for it. */
        private static final class Session {
            final String account;
            final List<Payment> payments = new ArrayList<>();
            final @Nullable AlertStatus[] status = new AlertStatus[2];
            final int[] revision = new int[2];
            final BigDecimal[] published = {BigDecimal.ZERO, BigDecimal.ZERO};

            Session(String account) {
                this.account = account;
            }

            Window window(long gap) {
                LongStream times = payments.stream().mapToLong(Payment::time);
                var range = times.summaryStatistics();
                return new Window(range.getMin(), range.getMax() + gap);
            }

            BigDecimal total() {
                return payments.stream()
                        .map(Payment::amount)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        }

        private final long gap;
        private final long lateness;
        private final List<Session> sessions = new ArrayList<>();
        private final List<String> results = new ArrayList<>();
        private final List<String> late = new ArrayList<>();
        private long watermark = Long.MIN_VALUE / 2;

        SessionModel(long gap, long lateness) {
            this.gap = gap;
            this.lateness = lateness;
        }

        static String line(String what, String account, Window window, BigDecimal total) {
            return what + " " + account + " [" + window.start() + ", " + window.end() + ") "
                    + total.stripTrailingZeros().toPlainString();
        }

        List<String> results() {
            return results.stream().sorted().toList();
        }

        List<String> late() {
            return late;
        }

        void arrive(Payment payment) {
            advance(payment.time() - Payment.OUT_OF_ORDERNESS.toMillis());
            List<Session> joined = sessions.stream()
                    .filter(session -> session.account.equals(payment.account()))
                    .filter(session ->
                            session.payments.stream().anyMatch(other -> Math.abs(other.time() - payment.time()) < gap))
                    .toList();
            Session all = new Session(payment.account());
            joined.forEach(session -> all.payments.addAll(session.payments));
            all.payments.add(payment);
            Window window = all.window(gap);
            if (window.end() + lateness <= watermark) {
                late.add(payment.time() + " [spent, big, small]");
                return;
            }
            for (Session session : joined) {
                if (session.window(gap).equals(window)) {
                    for (int rule = 0; rule < 2; rule++) {
                        all.status[rule] = session.status[rule];
                        all.revision[rule] = session.revision[rule];
                        all.published[rule] = session.published[rule];
                    }
                } else {
                    withdraw(session);
                }
            }
            sessions.removeAll(joined);
            sessions.add(all);
            if (window.end() <= watermark) {
                look(all);
            }
        }

        void advance(long to) {
            sessions.stream()
                    .filter(session -> session.window(gap).end() > watermark
                            && session.window(gap).end() <= to)
                    .forEach(this::look);
            watermark = Math.max(watermark, to);
            sessions.removeIf(session -> session.window(gap).end() + lateness <= watermark);
        }

        private void look(Session session) {
            BigDecimal total = session.total();
            results.add(line("spending", session.account, session.window(gap), total));
            int order = total.compareTo(BigDecimal.valueOf(1_500));
            ask(session, 0, order > 0, total);
            ask(session, 1, order < 0, total);
        }

        private void ask(Session session, int rule, boolean holds, BigDecimal total) {
            boolean rings = session.status[rule] != null && session.status[rule] != AlertStatus.RETRACTED;
            if (!rings && holds) {
                publish(session, rule, AlertStatus.FIRING, total);
            } else if (rings && !holds) {
                publish(session, rule, AlertStatus.RETRACTED, total);
            } else if (rings && total.compareTo(session.published[rule]) != 0) {
                publish(session, rule, AlertStatus.REVISED, total);
            }
        }

        private void withdraw(Session session) {
            for (int rule = 0; rule < 2; rule++) {
                if (session.status[rule] != null && session.status[rule] != AlertStatus.RETRACTED) {
                    publish(session, rule, AlertStatus.RETRACTED, session.published[rule]);
                }
            }
        }

        private void publish(Session session, int rule, AlertStatus status, BigDecimal total) {
            session.status[rule] = status;
            session.published[rule] = total;
            results.add(line(
                    (rule == 0 ? "big " : "small ") + status + " " + ++session.revision[rule],
                    session.account,
                    session.window(gap),
                    total));
        }
    }
}
