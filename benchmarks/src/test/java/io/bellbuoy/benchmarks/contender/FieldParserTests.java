package io.bellbuoy.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldParserTests {

    @Test
    void takesAccountAmountAndTimeOutOfAnEvent() {
        FieldParser parser = new FieldParser(FieldParser.FIELDS);

        parser.on(PaymentJson.of(new Payment(3, 12, 4207, 1_767_225_600_123L, 1_767_225_600_123L)));

        assertThat(List.of(parser.text(0), parser.text(1), parser.text(2)))
                .containsExactly("a0000012", "42.07", "2026-01-01T00:00:00.123Z");
    }
}
