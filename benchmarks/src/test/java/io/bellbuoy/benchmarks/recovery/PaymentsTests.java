package io.bellbuoy.benchmarks.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaymentsTests {

    private static final int ACCOUNTS = 1_000;

    private final List<Payment> payments = new ArrayList<>();

    private void take(int number) {
        Payments all = new Payments(ACCOUNTS);
        IntStream.range(0, number).forEach(i -> payments.add(all.next()));
    }

    @Test
    void everyAccountHasOneSmallPaymentFirst() {
        take(ACCOUNTS);

        assertThat(payments)
                .extracting(Payment::account)
                .doesNotHaveDuplicates()
                .hasSize(ACCOUNTS);
        assertThat(payments).extracting(Payment::cents).containsOnly(100);
        assertThat(payments.get(ACCOUNTS - 1).time()).isEqualTo(Workload.START.toEpochMilli() + 99);
    }

    @Test
    void thenEachHundredthRingsAndTimeNeverGoesBack() {
        take(3 * ACCOUNTS);

        assertThat(payments).filteredOn(payment -> payment.cents() > 1_000_000).hasSize(20);
        assertThat(payments).extracting(Payment::time).isSorted();
    }
}
