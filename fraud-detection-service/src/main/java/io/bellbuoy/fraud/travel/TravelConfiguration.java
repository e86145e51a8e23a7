package io.bellbuoy.fraud.travel;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the detector if it is enabled, and refuses a stream without places at the start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("fraud.impossible-travel.enabled")
class TravelConfiguration {

    @Bean
    ImpossibleTravelDetector impossibleTravelDetector(ImpossibleTravelProperties properties) {
        return new ImpossibleTravelDetector(properties);
    }

    @Bean
    SmartInitializingSingleton impossibleTravelFields(Plan plan, ImpossibleTravelDetector detector) {
        return () -> plan.rules().streams().stream()
                .filter(stream -> stream.name().equals(detector.stream()))
                .forEach(TravelConfiguration::requireFields);
    }

    private static void requireFields(StreamSpec stream) {
        for (Field wanted : ImpossibleTravelDetector.FIELDS) {
            Schema schema = stream.schema();
            int position = schema.position(wanted.name());
            if (position < 0 || schema.fields().get(position).type() != wanted.type()) {
                throw new RuleException(
                        "detector 'impossible-travel'",
                        "stream",
                        "'" + stream.name() + "', whose schema has no field '" + wanted.name() + "' of type "
                                + wanted.type(),
                        "a stream with such a field; or set fraud.impossible-travel.enabled to false");
            }
        }
    }
}
