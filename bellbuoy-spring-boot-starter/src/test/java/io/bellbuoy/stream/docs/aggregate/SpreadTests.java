package io.bellbuoy.stream.docs.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.testing.AggregateLaws;
import io.bellbuoy.stream.autoconfigure.BellbuoyAutoConfiguration;
import io.bellbuoy.stream.testing.RuleFile;
import io.bellbuoy.stream.testing.RuleFileException;
import io.bellbuoy.stream.testing.RuleTester;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SpreadTests {

    @Test
    void spreadObeysTheLawsOfAggregates() {
        AggregateLaws.check(new Spread(), List.of(new BigDecimal("-1"), new BigDecimal("2.5"), BigDecimal.TEN), 1);
    }

    @Test
    void aRuleInYamlUsesIt() {
        RuleFile rules = RuleFile.of("""
                bellbuoy:
                  application-id: spread
                  streams:
                    readings: { fields: { sensor: string, at: timestamp, celsius: decimal }, key: sensor, time: at }
                  rules:
                    unsteady:
                      stream: readings
                      window: { trailing: 1h }
                      compute: { range: "spread(celsius)" }
                      when: "range > 5"
                """, List.of(), List.of(new Spread()));

        List<String> outputs = new RuleTester(rules)
                .run(List.of(
                        "{\"sensor\":\"s1\",\"at\":\"2026-01-02T10:00:00Z\",\"celsius\":20.5}",
                        "{\"sensor\":\"s1\",\"at\":\"2026-01-02T10:30:00Z\",\"celsius\":27}"));

        assertThat(outputs).singleElement().asString().contains("\"values\":{\"range\":\"6.5\"}");
    }

    @Test
    void withoutItTheRuleIsRefused() {
        assertThatThrownBy(() -> RuleFile.of("""
                bellbuoy:
                  application-id: spread
                  streams:
                    readings: { fields: { sensor: string, at: timestamp, celsius: decimal }, key: sensor, time: at }
                  features:
                    range: { stream: readings, window: { trailing: 1h }, value: "spread(celsius)" }
                """, List.of()))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("spread");
    }

    @Test
    void aBeanIsKnownToTheRulesByItsName() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withBean(Spread.class, Spread::new)
                .withPropertyValues(
                        "bellbuoy.application-id=spread",
                        "bellbuoy.streams.payments.fields.account=string",
                        "bellbuoy.streams.payments.fields.amount=decimal",
                        "bellbuoy.streams.payments.key=account",
                        "bellbuoy.streams.payments.time=ingestion",
                        "bellbuoy.features.range.stream=payments",
                        "bellbuoy.features.range.window.trailing=1h",
                        "bellbuoy.features.range.value=spread(account)")
                .run(
                        context -> assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessage(
                                        "feature 'range', value: found spread(account) over a value of type string;"
                                                + " allowed: spread over decimal; count, distinct, first, last and topk take any type."));
    }
}
