package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.TableScenario.above;
import static io.bellbuoy.engine.pipeline.TableScenario.limits;
import static io.bellbuoy.engine.pipeline.TableScenario.rules;
import static io.bellbuoy.engine.pipeline.TableScenario.tester;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that are refused. */
class TableErrorsTests {

    @Test
    void aTableOfAnotherKeyIsNotReached() {
        RuleSet rules =
                rules(limits("owner", TimeSource.field("setAt")), TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));

        assertThatThrownBy(() -> Plan.compile(rules, List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("rule 'above', when")
                .hasMessageContaining("tables.limits, whose key is 'owner'")
                .hasMessageContaining("'payments' is 'account'");
    }

    @Test
    void anUnknownFieldOfATableIsRefusedWithTheNearest() {
        RuleSpec rule = Scenario.simple("above", "amount > tables.limits.dayly", Evaluate.ON_ARRIVAL, null, null);

        assertThatThrownBy(() -> tester(TableSpec.of("limits"), rule)).hasMessageContaining("tables.limits.daily");
    }

    @Test
    void aTableNeedsAStreamOfItsName() {
        assertThatThrownBy(() -> tester(TableSpec.of("limit"), above(Evaluate.ON_ARRIVAL)))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("table 'limit', stream: found 'limit'")
                .hasMessageContaining("'limits'");
    }

    @Test
    void aTableInProcessingTimeIsRefused() {
        RuleSet rules =
                rules(limits("account", TimeSource.processing()), TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));

        assertThatThrownBy(() -> Plan.compile(rules, List.of()))
                .hasMessageContaining("table 'limits', time: found processing");
    }

    @Test
    void timesBelowZeroAreRefused() {
        Duration negative = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> new TableSpec("limits", negative, null))
                .hasMessageContaining("table 'limits', history");
        assertThatThrownBy(() -> new TableSpec("limits", Duration.ZERO, negative, null))
                .hasMessageContaining("table 'limits', wait");
        assertThatThrownBy(() -> new TableSpec("limits", Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("table 'limits', ttl");
    }
}
