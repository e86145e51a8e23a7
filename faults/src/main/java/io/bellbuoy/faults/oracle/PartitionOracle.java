package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Expectation;
import io.bellbuoy.faults.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What follows from the records of one partition, which are taken in the order of its log. Single-threaded. */
final class PartitionOracle {

    private static final long OUT_OF_ORDERNESS = 5_000;
    private static final long MAX_FUTURE = 5 * 60_000;

    private final List<RuleOracle> rules =
            List.of(new Spending(), new HighValue(), new Burst(), new BusyMinute(), new Tiny(), new TestThenSpend());
    private final Consumer<Payment> counted;
    private final Set<String> ids = new HashSet<>();
    private final List<Expectation> expected = new ArrayList<>();
    private final PaymentReader reader = new PaymentReader();
    private long watermark = Long.MIN_VALUE;
    private long cause;

    /** @param counted takes each payment that counts, in whatever order of partitions */
    PartitionOracle(Consumer<Payment> counted) {
        this.counted = counted;
    }

    void take(InputRecord record) {
        cause = record.offset();
        if (record.watermark() != null) {
            advance(record.watermark());
            return;
        }
        PaymentReader.Reading reading = reader.read(record);
        if (reading.failure() != null) {
            dead(record, reading.failure());
            return;
        }
        take(record, reading.payment());
    }

    private void take(InputRecord record, Payment payment) {
        if (payment.time() - record.timestamp() > MAX_FUTURE) {
            dead(record, "TOO_FAR_AHEAD");
            return;
        }
        advance(payment.time() - OUT_OF_ORDERNESS);
        if (ids.contains(payment.id())) {
            return;
        }
        if (Tiny.failsOn(payment)) {
            dead(record, "RULE_FAILED");
            return;
        }
        ids.add(payment.id());
        counted.accept(payment);
        ask(record, payment, false);
        ask(record, payment, true);
    }

    private void ask(InputRecord record, Payment payment, boolean inOrder) {
        Set<String> late = new TreeSet<>();
        for (RuleOracle rule : rules) {
            if (rule.isInOrder() == inOrder && rule.onEvent(payment, watermark, this::add)) {
                late.add(rule.name());
            }
        }
        if (!late.isEmpty()) {
            add(Outcome.late(record.key(), record.partition(), record.offset(), String.join(",", late)));
        }
    }

    private void advance(long to) {
        if (to > watermark) {
            watermark = to;
            rules.forEach(rule -> rule.onWatermark(watermark, this::add));
        }
    }

    private void dead(InputRecord record, String failure) {
        add(Outcome.deadLetter(record.key(), record.partition(), record.offset(), failure));
    }

    private void add(Outcome outcome) {
        expected.add(new Expectation(outcome, cause));
    }

    List<Expectation> expected() {
        return expected;
    }
}
