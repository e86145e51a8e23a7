package io.bellbuoy.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import io.bellbuoy.benchmarks.generate.Workload;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentParserTests {

    private final PaymentParser parser = new PaymentParser();

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 1",
        "2026-01-01T23:59:59.999Z, 12345",
        "2025-12-31T23:59:58.070Z, 100",
        "2024-02-29T12:30:00Z, 2000000",
    })
    void accountAmountAndTimeAreReadAsTheyWereWritten(Instant time, int cents) {
        long millis = time.toEpochMilli();
        parser.read(PaymentJson.of(new Payment(1, 1, 5, Workload.START.toEpochMilli(), millis)));
        parser.read(PaymentJson.of(new Payment(2, 77, cents, millis, millis)));

        assertThat(parser.account()).isEqualTo(PaymentJson.account(77));
        assertThat(parser.cents()).isEqualTo(cents);
        assertThat(parser.time()).isEqualTo(millis);
    }
}
