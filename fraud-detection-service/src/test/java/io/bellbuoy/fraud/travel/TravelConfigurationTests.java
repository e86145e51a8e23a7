package io.bellbuoy.fraud.travel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

class TravelConfigurationTests {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(PlanConfiguration.class, TravelConfiguration.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ImpossibleTravelProperties.class)
    static class PlanConfiguration {

        @Bean
        Plan plan(ObjectProvider<Detector<?>> detectors, Environment environment) {
            List<Field> fields = new ArrayList<>(List.of(
                    Field.of("account", FieldType.STRING),
                    Field.of("at", FieldType.TIMESTAMP),
                    Field.of("latitude", FieldType.DECIMAL),
                    Field.of("longitude", FieldType.DECIMAL)));
            FieldType type = environment.getProperty("test.card-present", FieldType.class);
            if (type != null) {
                fields.add(Field.of("cardPresent", type));
            }
            StreamSpec payments =
                    StreamSpec.of("payments", new Schema(fields), null, "account", TimeSource.field("at"));
            RuleSet rules = new RuleSet("travel", List.of(payments), List.of(), List.of());
            return Plan.compile(rules, detectors.orderedStream().toList());
        }
    }

    @Test
    void theDetectorRunsWhereItIsEnabled() {
        service.withPropertyValues(
                        "fraud.impossible-travel.enabled=true",
                        "fraud.impossible-travel.stream=payments",
                        "fraud.impossible-travel.max-speed=1000",
                        "test.card-present=BOOLEAN")
                .run(context -> {
                    ImpossibleTravelDetector detector = context.getBean(ImpossibleTravelDetector.class);
                    assertThat(detector.stream()).isEqualTo("payments");
                    assertThat(detector.version()).isEqualTo("1-1000-100");
                    assertThat(detector.timeToLive()).hasMinutes(20_100 * 60 / 1000 + 1);
                });
    }

    @Test
    void withoutAWordThereIsNone() {
        service.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Detector.class));
    }

    @Test
    void aStreamWithoutPlacesIsRefusedAtTheStart() {
        service.withPropertyValues("fraud.impossible-travel.enabled=true", "fraud.impossible-travel.stream=payments")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage("detector 'impossible-travel', stream: found 'payments', whose schema has no field"
                                + " 'cardPresent' of type BOOLEAN; allowed: a stream with such a field; or set"
                                + " fraud.impossible-travel.enabled to false."));
    }

    @Test
    void aFieldOfAnotherTypeIsRefusedToo() {
        service.withPropertyValues(
                        "fraud.impossible-travel.enabled=true",
                        "fraud.impossible-travel.stream=payments",
                        "test.card-present=STRING")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("no field 'cardPresent' of type BOOLEAN"));
    }

    @Test
    void aSpeedOfZeroIsRefused() {
        service.withPropertyValues("fraud.impossible-travel.enabled=true", "fraud.impossible-travel.max-speed=0")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("maxSpeed"));
    }
}
