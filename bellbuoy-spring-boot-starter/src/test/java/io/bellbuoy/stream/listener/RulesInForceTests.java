package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesInForceTests {

    /** Whoever puts them in force: threads take over what is in force without asking whether it fits. */
    @Test
    void rulesThatDoNotFitTheStateAreRefusedAndThoseBeforeStay() {
        Plan days = plan(Duration.ofDays(30));
        RulesInForce rules = new RulesInForce(days);

        assertThatThrownBy(() -> rules.replace(plan(Duration.ofDays(60))))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("feature 'spent'");
        assertThat(rules.plan()).isSameAs(days);

        Plan same = plan(Duration.ofDays(30));
        rules.replace(same);
        assertThat(rules.plan()).isSameAs(same);
    }

    private static Plan plan(Duration window) {
        Schema schema = new Schema(List.of(
                Field.of("account", FieldType.STRING),
                Field.of("at", FieldType.TIMESTAMP),
                Field.of("amount", FieldType.DECIMAL)));
        StreamSpec payments = StreamSpec.of("payments", schema, null, "account", TimeSource.field("at"));
        FeatureSpec spent =
                FeatureSpec.of("spent", "payments", List.of("account"), WindowSpec.trailing(window), "sum(amount)");
        return Plan.compile(new RuleSet("app", List.of(payments), List.of(spent), List.of()), List.of());
    }
}
