package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An event of the random streams: what an engine gets and a model counts. */
record Payment(
        String id,
        String account,
        long time,
        @Nullable BigDecimal amount,
        @Nullable String kind,
        @Nullable Boolean card)
        implements Batches.Sendable {

    /** How far events of the stream may be out of order. */
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

    /** The order in which exact results take events: by time, then by id. */
    static final Comparator<Payment> IN_TIME =
            Comparator.comparingLong(Payment::time).thenComparing(Payment::id);

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING).asRequired(),
            Field.of("at", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("kind", FieldType.STRING),
            Field.of("card", FieldType.BOOLEAN)));

    /** The stream; ids are remembered for an hour, so that copies do not count. */
    static StreamSpec stream() {
        return stream(OUT_OF_ORDERNESS, Duration.ofHours(1));
    }

    static StreamSpec stream(Duration outOfOrderness, Duration deduplicate) {
        return new StreamSpec(
                "payments",
                SCHEMA,
                "id",
                "account",
                TimeSource.field("at"),
                outOfOrderness,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                deduplicate,
                true);
    }

    /** The same at another time. */
    Payment at(long other) {
        return new Payment(id, account, other, amount, kind, card);
    }

    @Override
    public void sendTo(PipelineTester tester) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("account", account);
        fields.put("at", Instant.ofEpochMilli(time));
        fields.put("amount", amount);
        fields.put("kind", kind);
        fields.put("card", card);
        tester.send("payments", fields);
    }

    /** Between 20 and 120 payments in the order of their time. */
    static List<Payment> random(Random random) {
        return random(random, 20 + random.nextInt(101));
    }

    /** Some payments in the order of their time, with bursts, pauses and equal times, around the epoch. */
    static List<Payment> random(Random random, int count) {
        List<Payment> payments = new ArrayList<>();
        long time = -120_000 + random.nextInt(1_000);
        for (int i = 0; i < count; i++) {
            time += random.nextInt(25) == 0 ? 60_000 : random.nextInt(5) * 700L;
            payments.add(new Payment(
                    "p" + (1_000 + i),
                    "account" + random.nextInt(4),
                    time,
                    random.nextInt(12) == 0 ? null : amount(random),
                    random.nextInt(12) == 0
                            ? null
                            : "abc".substring(random.nextInt(3)).substring(0, 1),
                    random.nextInt(3) == 0 ? null : random.nextBoolean()));
        }
        payments.sort(IN_TIME);
        return payments;
    }

    private static BigDecimal amount(Random random) {
        if (random.nextInt(12) == 0) {
            return new BigDecimal(random.nextBoolean() ? "3.00" : "3");
        }
        return BigDecimal.valueOf(
                random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(2_000), random.nextInt(3));
    }

    /** The payments as they may arrive: none is overtaken by more than the out-of-orderness, and some come twice. */
    static List<Payment> shuffled(List<Payment> payments, Random random) {
        return shuffled(payments, OUT_OF_ORDERNESS, random);
    }

    static List<Payment> shuffled(List<Payment> payments, Duration outOfOrderness, Random random) {
        List<Payment> copied = new ArrayList<>();
        for (Payment payment : payments) {
            for (int copies = random.nextInt(8) == 0 ? 2 : 1; copies > 0; copies--) {
                copied.add(payment);
            }
        }
        return Batches.delayed(copied, outOfOrderness, random);
    }
}
