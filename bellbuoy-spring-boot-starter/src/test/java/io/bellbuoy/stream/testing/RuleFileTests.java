package io.bellbuoy.stream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTests {

    private static final String VALID = """
            bellbuoy:
              application-id: payments
              streams:
                payments: { fields: { account: string, at: timestamp, amount: decimal }, key: account, time: at }
                logins: { fields: { account: string, at: timestamp }, key: account, time: at }
              features:
                mean30d: { stream: payments, window: { trailing: 30d, exclude-current: true }, value: "avg(amount)" }
              rules:
                large: { stream: payments, when: "amount > 5 * features.mean30d", severity: HIGH }
                many: { stream: logins, window: { tumbling: 5m }, compute: { n: "count()" }, when: "n > 5" }
            """;

    @Test
    void validFileIsRead() {
        RuleFile file = RuleFile.of(VALID, List.of());

        assertThat(file.rules().streams()).hasSize(2);
        assertThat(file.rules().features()).hasSize(1);
        assertThat(file.rules().rules()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application-id: payments | application-id: 'a b' | bellbuoy.application-id: found 'a b'; it must be 1 to 100 letters",
                "amount > 5               | amont > 5             | Did you mean 'amount'?",
                "severity: HIGH           | severity: HUGE        | bellbuoy.rules.large.severity, line 9: found 'HUGE'; allowed: low, medium, high, critical.",
                "tumbling: 5m             | tumbling: 5           | bellbuoy.rules.many.window.tumbling, line 10: found '5'; allowed: a number and one of",
                "tumbling: 5m             | tumblin: 5m           | did you mean 'tumbling'?",
                "bellbuoy:                | belbuoy:              | The file declares nothing below 'bellbuoy'",
                "rules:                   | rules: {              | The file is no YAML:",
                "avg(amount)              | avg(account)          | feature 'mean30d'",
                "at: timestamp }, key: account | at: timestamp }, key: acount | stream 'logins', key",
            })
    void problemIsOneLine(String original, String mistake, String expected) {
        String yaml = VALID.replace(original, mistake);
        assertThat(yaml).isNotEqualTo(VALID);

        assertThat(problems(yaml)).singleElement().asString().contains(expected).doesNotContain("\n");
    }

    @Test
    void aScorecardOfARuleThatIsWrongIsNoFurtherMistake() {
        String yaml = VALID.replace("n > 5", "n >") + """
              scorecards:
                card: { stream: logins, weights: { many: 50 }, review: 40, block: 80 }
                other: { stream: payments, weights: { lage: 50 }, review: 40, block: 80 }
            """;

        assertThat(problems(yaml))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("rule 'many'"))
                .anyMatch(problem -> problem.contains("scorecard 'other', weights.lage")
                        && problem.contains("did you mean 'large'?"));
    }

    @Test
    void everyDeclarationThatIsWrongIsSaidAndNothingThatOnlyFollows() {
        String yaml = VALID.replace("trailing: 30d", "trailing: 0s").replace("n > 5", "n >") + """
                    other: { stream: payment, when: "amount > 1" }
                    right: { stream: payments, when: "amount > 1" }
                """;

        assertThat(problems(yaml))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("feature 'mean30d', window.trailing"))
                .anyMatch(problem -> problem.contains("rule 'many'"))
                .anyMatch(problem -> problem.contains("rule 'other', stream"));
    }

    @Test
    void mistakeInTheOnlyStreamIsAllThatIsSaid() {
        String yaml = """
                bellbuoy:
                  application-id: payments
                  streams:
                    payments: { fields: { account: string, at: timestamp }, key: acount, time: at }
                  rules:
                    any: { stream: payments, when: "true" }
                """;

        assertThat(problems(yaml)).singleElement().asString().contains("stream 'payments', key");
    }

    @Test
    void documentForAProfileIsLeftOutAndALaterDocumentCounts() {
        RuleFile file = RuleFile.of(VALID + """
                ---
                spring.config.activate.on-profile: test
                bellbuoy.application-id: of-the-profile
                ---
                bellbuoy.application-id: of-the-last
                """, List.of());

        assertThat(file.rules().application()).isEqualTo("of-the-last");
    }

    private static List<String> problems(String yaml) {
        RuleFileException refused = catchThrowableOfType(RuleFileException.class, () -> RuleFile.of(yaml, List.of()));
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}
