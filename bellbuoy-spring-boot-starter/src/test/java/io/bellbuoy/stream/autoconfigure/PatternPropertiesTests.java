package io.bellbuoy.stream.autoconfigure;

import static io.bellbuoy.stream.autoconfigure.Mistake.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Step.Alternative;
import io.bellbuoy.engine.rule.Step.Contiguity;
import io.bellbuoy.engine.rule.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns as they are written in YAML. */
class PatternPropertiesTests {

    private static final String VALID = """
            bellbuoy:
              application-id: takeovers
              defaults: { evaluate: on-arrival, emit: on-close, allowed-lateness: 1h }
              streams:
                logins: { fields: { account: string, at: timestamp, type: string, device: string }, key: account, time: at }
                payments: { fields: { account: string, at: timestamp, amount: decimal, count: decimal, device: string }, key: account, time: at }
                clicks: { fields: { user: string, account: string, at: timestamp }, key: user, time: at }
              rules:
                account-takeover:
                  by: [account, device]
                  pattern:
                    within: 30m
                    skip: to-next
                    max-partial-matches: 50
                    timeouts: unfinished
                    steps:
                      - { name: reset, stream: logins, where: "type == 'RESET'" }
                      - { not: true, name: confirmed, stream: logins, where: "type == 'CONFIRMED'" }
                      - { name: tries, stream: payments, where: "amount < 5", times: 2..4 }
                      - { name: check, stream: logins, optional: true, next: strict }
                      - any-of:
                          - { name: large, stream: payments, where: "amount > 100 * tries.first.amount" }
                          - { name: many, stream: payments, where: "count > tries.count" }
                        times: 2
                      - { not: true, name: quiet, stream: logins, for: 5m }
                  when: "reset.type != null"
                  severity: CRITICAL
                  message: "{tries.count} before {large.amount}"
                  suppress: 1h
                  publish: takeovers
                  action: { block: { for: 24h } }
            """;

    @Test
    void everyKeyIsBound() {
        RuleSpec rule = ExampleRules.of(VALID, "").rules().get(0);

        assertThat(rule)
                .isEqualTo(new RuleSpec(
                        "account-takeover",
                        "logins",
                        null,
                        List.of("account", "device"),
                        null,
                        Map.of(),
                        "reset.type != null",
                        Severity.CRITICAL,
                        "{tries.count} before {large.amount}",
                        Duration.ofHours(1),
                        Evaluate.AT_WATERMARK,
                        Emit.EARLY,
                        Duration.ZERO,
                        "takeovers",
                        new BlockSpec(Duration.ofHours(24), null),
                        new PatternSpec(
                                List.of(
                                        Step.of("reset", "logins", "type == 'RESET'"),
                                        new Step.Absence(
                                                new Alternative("confirmed", "logins", "type == 'CONFIRMED'"), null),
                                        Step.of("tries", "payments", "amount < 5")
                                                .times(new Times(2, 4)),
                                        new Step.Occurrence(
                                                List.of(new Alternative("check", "logins", null)),
                                                Contiguity.STRICT,
                                                Times.ONCE,
                                                true),
                                        Step.anyOf(
                                                        new Alternative(
                                                                "large",
                                                                "payments",
                                                                "amount > 100 * tries.first.amount"),
                                                        new Alternative("many", "payments", "count > tries.count"))
                                                .times(new Times(2, 2)),
                                        new Step.Absence(
                                                new Alternative("quiet", "logins", null), Duration.ofMinutes(5))),
                                Duration.ofMinutes(30),
                                PatternSpec.Skip.TO_NEXT,
                                50,
                                "unfinished"),
                        Mode.LIVE,
                        Restart.KEEP));
    }

    @Test
    void littleIsNeeded() {
        RuleSet rules = ExampleRules.of(VALID.substring(0, VALID.indexOf("    account-takeover:")) + """
                            silent:
                              pattern:
                                steps:
                                  - { name: login, stream: logins }
                                  - { not: true, name: another, stream: logins, for: 1d }
                        """, "");

        assertThat(rules.rules())
                .containsExactly(new RuleSpec(
                        "silent",
                        "logins",
                        null,
                        List.of("account"),
                        null,
                        Map.of(),
                        "true",
                        Severity.MEDIUM,
                        null,
                        null,
                        Evaluate.AT_WATERMARK,
                        Emit.EARLY,
                        Duration.ZERO,
                        null,
                        null,
                        PatternSpec.of(
                                null,
                                Step.of("login", "logins", null),
                                new Step.Absence(new Alternative("another", "logins", null), Duration.ofDays(1))),
                        Mode.LIVE,
                        Restart.KEEP));
        assertThat(Plan.compile(rules, List.of()).version()).isNotBlank();
    }

    @Test
    void aStepReadsTheStreamOfAJoin() {
        RuleSet rules = ExampleRules.of(VALID.substring(0, VALID.indexOf("    account-takeover:")) + """
                            twice:
                              pattern:
                                within: 1h
                                steps:
                                  - { name: first, stream: visits, where: "payments.amount > 10" }
                                  - { name: second, stream: payments, where: "amount > first.payments.amount" }
                          joins:
                            visits: { left: logins, right: payments, after: 1m }
                        """, "");

        assertThat(rules.rules().get(0).stream()).isEqualTo("visits");
        assertThat(Plan.compile(rules, List.of()).version()).isNotBlank();
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                // Forms
                wrong("within:", "witin:", "rule 'account-takeover', witin", "did you mean 'within'?"),
                wrong("optional: true", "optionl: true", "optionl", "did you mean 'optional'?"),
                wrong("name: large, ", "nme: large, ", "nme", "did you mean 'name'?"),
                wrong("within: 30m", "where: \"true\"", "where", "a property: steps, within, skip"),
                wrong("times: 2..4", "times: 4..2", "rule 'account-takeover', pattern.steps[2].times: found 4..2"),
                wrong("times: 2..4", "times: some", "pattern.steps[2].times: found 'some'"),
                wrong("name: reset, ", "", "rule 'account-takeover', pattern.steps[0].name: found nothing"),
                wrong("name: many, ", "", "pattern.steps[4].any-of[1].name: found nothing"),
                wrong("stream: logins, optional", "stream: login, optional", "step 'check', stream", "'logins'"),
                wrong("not: true, name: confirmed", "not: true, times: 2, name: confirmed", "times with not"),
                wrong("not: true, name: confirmed", "not: true, next: strict, name: confirmed", "next with not"),
                wrong("optional: true, next: strict }", "for: 5m }", "pattern.steps[3].for: found for without not"),
                wrong("times: 2\n", "name: either\n", "any-of together with name, stream or where"),
                wrong("timeouts: unfinished", "timeouts: logins", "pattern.timeouts", "which is an input"),
                wrong("timeouts: unfinished", "timeouts: 'a b'", "pattern.timeouts", "the topic name 'a b'"),
                // What does not go with a pattern
                wrong(
                        "severity:",
                        "window: { tumbling: 1h }\n      severity:",
                        "window: found a window beside a pattern"),
                wrong("severity:", "where: \"true\"\n      severity:", "where: found a condition beside a pattern"),
                wrong(
                        "severity:",
                        "compute: { n: \"count()\" }\n      severity:",
                        "compute: found [n] beside a pattern"),
                wrong("severity:", "evaluate: on-arrival\n      severity:", "evaluate: found on-arrival"),
                wrong("severity:", "emit: on-close\n      severity:", "emit: found on-close"),
                wrong("severity:", "allowed-lateness: 1m\n      severity:", "allowed-lateness: found PT1M"),
                // What can never match
                wrong(", for: 5m", "", "step 'quiet', for: found nothing, as the last step"),
                wrong("for: 5m", "for: 0", "step 'quiet', for: found PT0S"),
                wrong("name: confirmed, ", "for: 1m, name: confirmed, ", "step 'confirmed', for: found PT1M before"),
                wrong("name: check, ", "name: tries, ", "pattern, name: found 'tries' twice"),
                wrong("name: check, ", "name: amount, ", "step 'amount', name: found 'amount', which is a field"),
                wrong("name: check, ", "name: Check, ", "pattern, name: found 'Check'"),
                wrong("within: 30m", "within: 0", "pattern.within: found PT0S"),
                wrong("        within: 30m\n", "", "pattern.within: found nothing"),
                wrong("max-partial-matches: 50", "max-partial-matches: 0", "pattern.max-partial-matches: found 0"),
                wrong("amount < 5", "1 > 2", "step 'tries', where: found '1 > 2', which never holds"),
                wrong("times: 2..4", "next: strict", "step 'tries', next: found strict behind the absence 'confirmed'"),
                // Conditions
                wrong("tries.first.amount", "trie.first.amount", "step 'large', where", "tries.first.amount"),
                wrong("type == 'RESET'", "type == tries.device", "step 'reset', where: unknown name 'tries.device'"),
                wrong("reset.type != null", "reset.typ != null", "rule 'account-takeover', when", "reset.type"),
                wrong("times: 2\n", "times: 1+\n", "'large', one of several alternatives of a step without"),
                wrong("{tries.count}", "{tries.cont}", "message: found '{tries.cont}'", "tries.count"),
                // Keys
                wrong("name: check, stream: logins", "name: check, stream: clicks", "which is keyed by 'user'"),
                wrong(
                        "by: [account, device]",
                        "by: [account, type]",
                        "by: found 'type'",
                        "fields of stream 'payments'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsRefusedWithItsPlace(Mistake mistake) {
        String yaml = mistake.in(VALID);

        assertThatThrownBy(() -> Plan.compile(ExampleRules.of(yaml, ""), List.of()))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(mistake.parts()));
    }
}
