package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of redrives in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class RedriveStoreConfiguration {

    @Bean
    RedriveDesk redriveDesk(JdbcClient jdbc, PlatformTransactionManager transactions, RedriveProperties properties) {
        return new RedriveDesk(jdbc, readCommitted(transactions), properties);
    }

    @Bean
    TriageDesk triageDesk(JdbcClient jdbc, PlatformTransactionManager transactions, RedriveProperties properties) {
        return new TriageDesk(jdbc, readCommitted(transactions), properties.discardRetention());
    }

    @Bean
    Outbox redriveOutbox(JdbcClient jdbc, PlatformTransactionManager transactions, RedriveProperties properties) {
        // A name that no other life of any instance has.
        String owner = UUID.randomUUID().toString();
        return new Outbox(jdbc, readCommitted(transactions), properties, owner);
    }

    /** Each statement must see what others have committed before it, whatever the database's default is. */
    private static TransactionTemplate readCommitted(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return template;
    }
}
