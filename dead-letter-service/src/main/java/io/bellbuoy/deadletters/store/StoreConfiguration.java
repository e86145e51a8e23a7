package io.bellbuoy.deadletters.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is kept in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    DeadLetterStore deadLetterStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new DeadLetterStore(jdbc, Transactions.readCommitted(transactions));
    }

    @Bean
    OpenLetters openLetters(JdbcClient jdbc) {
        return new OpenLetters(jdbc);
    }
}
