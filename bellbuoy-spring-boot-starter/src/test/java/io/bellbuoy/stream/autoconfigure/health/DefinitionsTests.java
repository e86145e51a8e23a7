package io.bellbuoy.stream.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import io.bellbuoy.engine.window.CalendarUnit;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionsTests {

    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Arguments> windows() {
        return Stream.of(
                Arguments.of(WindowSpec.tumbling(HOUR), "{tumbling=1h, offset=0s}"),
                Arguments.of(WindowSpec.sliding(HOUR, Duration.ofMillis(500)), "{sliding=1h, every=500ms, offset=0s}"),
                Arguments.of(new WindowSpec.Aligned(HOUR, HOUR, Duration.ofSeconds(90)), "{tumbling=1h, offset=90s}"),
                Arguments.of(WindowSpec.trailing(Duration.ofDays(7)), "{trailing=7d, exclude-current=false}"),
                Arguments.of(WindowSpec.session(Duration.ofMinutes(30)), "{session=30m}"),
                Arguments.of(
                        WindowSpec.calendar(CalendarUnit.MONTH, ZoneId.of("Europe/Berlin")),
                        "{tumbling=1M, zone=Europe/Berlin, offset=0s}"),
                Arguments.of(
                        new WindowSpec.Calendar(CalendarUnit.DAY, 1, 7, ZoneId.of("UTC"), HOUR),
                        "{sliding=7d, every=1d, zone=UTC, offset=1h}"),
                Arguments.of(
                        new WindowSpec.Global(new Trigger.Count(3), true, HOUR),
                        "{global=true, trigger={count=3, then=purge}, ttl=1h}"),
                Arguments.of(
                        new WindowSpec.Global(new Trigger.Delta("amount", BigDecimal.TEN), false, HOUR),
                        "{global=true, trigger={delta={of=amount, threshold=10}, then=keep}, ttl=1h}"),
                Arguments.of(
                        new WindowSpec.Global(new Trigger.Every(HOUR), true, HOUR),
                        "{global=true, trigger={every=1h, then=purge}, ttl=1h}"),
                Arguments.of(
                        new WindowSpec.Global(new Trigger.ProcessingEvery(HOUR), true, HOUR),
                        "{global=true, trigger={processing-every=1h, then=purge}, ttl=1h}"));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void windowsAreSpeltAsInYaml(WindowSpec window, String spelt) {
        assertThat(WindowDefinitions.of(window)).hasToString(spelt);
    }

    @Test
    void stepsHaveTheirDefaultsWrittenOut() {
        PatternSpec pattern = PatternSpec.of(
                HOUR,
                Step.of("reset", "type == 'RESET'"),
                Step.anyOf(new Step.Alternative("small", null), new Step.Alternative("large", "payments", "amount > 1"))
                        .times(Times.parse("rule 'r'", "times", "2+"))
                        .asOptional()
                        .strict(),
                Step.of("transfer", null),
                Step.not("confirm", null, Duration.ofMinutes(5)));
        RuleSet rules = new RuleSet("app", List.of(), List.of(), List.of());
        Map<String, Object> rule = new Definitions(rules).of(RuleSpec.matching("r", "logins", pattern));
        assertThat(rule.get("pattern"))
                .hasToString("{steps=["
                        + "{name=reset, stream=logins, where=type == 'RESET', times=1, optional=false, next=relaxed}, "
                        + "{any-of=[{name=small, stream=logins}, "
                        + "{name=large, stream=payments, where=amount > 1}], times=2+, optional=true, next=strict}, "
                        + "{name=transfer, stream=logins, times=1, optional=false, next=relaxed}, "
                        + "{name=confirm, stream=logins, not=true, for=5m}], "
                        + "within=1h, skip=past-last, max-partial-matches=1000}");
        assertThat(rule).containsEntry("evaluate", "at-watermark").containsEntry("message", "r");
    }
}
