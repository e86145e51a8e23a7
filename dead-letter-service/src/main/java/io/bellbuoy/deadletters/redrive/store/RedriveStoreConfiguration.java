package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.store.Transactions;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is kept of redrives in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class RedriveStoreConfiguration {

    @Bean
    RedriveDesk redriveDesk(JdbcClient jdbc, PlatformTransactionManager transactions, RedriveProperties properties) {
        return new RedriveDesk(jdbc, Transactions.readCommitted(transactions), properties);
    }

    @Bean
    TriageDesk triageDesk(JdbcClient jdbc, PlatformTransactionManager transactions, RedriveProperties properties) {
        return new TriageDesk(jdbc, Transactions.readCommitted(transactions), properties.discardRetention());
    }

    @Bean
    Prospects redriveProspects(JdbcClient jdbc) {
        return new Prospects(jdbc);
    }

    @Bean
    Logbook redriveLogbook(JdbcClient jdbc) {
        return new Logbook(jdbc);
    }

    @Bean
    EditDesk editDesk(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RedriveDesk redrives,
            TriageDesk triage,
            RedriveProperties properties) {
        return new EditDesk(jdbc, Transactions.readCommitted(transactions), redrives, triage, properties.care());
    }

    @Bean
    Outbox redriveOutbox(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RedriveProperties properties,
            RedriveMonitor monitor) {
        // A name that no other life of any instance has.
        String owner = UUID.randomUUID().toString();
        return new Outbox(jdbc, Transactions.readCommitted(transactions), properties, owner, monitor);
    }
}
