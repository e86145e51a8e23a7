package io.bellbuoy.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTests {

    @ParameterizedTest
    @CsvSource({
        "amnt, amount", // as far from 'at', but it begins like 'amount'
        "Amount, amount",
        "acountId, accountId",
        "nothing, ",
        "ta, at",
    })
    void theLikestOfTheKnownNamesIsProposed(String name, String nearest) {
        assertThat(Nearest.to(name, List.of("at", "amount", "accountId", "country"))
                        .orElse(null))
                .isEqualTo(nearest);
    }
}
