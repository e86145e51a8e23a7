package io.bellbuoy.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplateTests {

    private static final Map<String, @Nullable Object> VALUES = new HashMap<>();

    static {
        VALUES.put("total", new BigDecimal("11200.00"));
        VALUES.put("big", new BigDecimal("1E+3"));
        VALUES.put("country", "{total} $1 \\");
        VALUES.put("card", true);
        VALUES.put("at", Instant.parse("2026-01-05T10:00:00Z"));
        VALUES.put("features.mean30d", new BigDecimal("0.50"));
        VALUES.put("missing", null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no names                   | no names                   | []",
                "{total} over {big}         | 11200.00 over 1000         | [big, total]",
                "{total}{total}             | 11200.0011200.00           | [total]",
                "mean {features.mean30d}    | mean 0.50                  | [features.mean30d]",
                "from {country}             | from {total} $1 \\         | [country]",
                "{card} at {at}             | true at 2026-01-05T10:00:00Z | [at, card]",
                "{missing} of {unheard}     | no data of no data         | [missing, unheard]",
                "{} {not a name} {1} {total | {} {not a name} {1} {total | []",
            })
    void namesInBracesAreReplacedByTheirValues(String template, String text, String names) {
        MessageTemplate message = new MessageTemplate(template);

        assertThat(message.format(VALUES)).isEqualTo(text);
        assertThat(message.names()).hasToString(names);
    }
}
