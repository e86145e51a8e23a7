package io.bellbuoy.deadletters.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    DeadLetterStore deadLetterStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        // Said aloud, since a database may have another default: repeats are found by what others have just committed.
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return new DeadLetterStore(jdbc, template);
    }

    @Bean
    OpenLetters openLetters(JdbcClient jdbc) {
        return new OpenLetters(jdbc);
    }
}
