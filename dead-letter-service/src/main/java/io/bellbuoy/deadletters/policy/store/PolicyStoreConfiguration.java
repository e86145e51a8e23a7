package io.bellbuoy.deadletters.policy.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of policies in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class PolicyStoreConfiguration {

    @Bean
    PlanTable planTable(JdbcClient jdbc) {
        return new PlanTable(jdbc);
    }
}
