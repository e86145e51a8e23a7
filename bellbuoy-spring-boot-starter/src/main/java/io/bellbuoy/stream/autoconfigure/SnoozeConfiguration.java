package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.snooze.SnoozesEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Snoozes over REST; needs the actuator. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebEndpoint.class)
class SnoozeConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SnoozesEndpoint bellbuoySnoozesEndpoint(RulesInForce rules, KeyedQueries queries, OwnerLookup owners) {
        return new SnoozesEndpoint(
                rules, queries, owners, text -> TimeSpan.valueOf(text).duration());
    }
}
