package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.policy.store.PlanTable;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.store.Transactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.PlatformTransactionManager;

/** Policies, and when they look. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyDesk policyDesk(RedriveDesk redrives, TriageDesk triage, AuditTrail audit, RedriveProperties redrive) {
        return new PolicyDesk(redrives, triage, audit, redrive.care());
    }

    @Bean
    Policies policies(
            PolicyProperties properties,
            RedriveProperties redrive,
            PlanTable plans,
            PolicyDesk desk,
            PlatformTransactionManager transactions,
            Clock clock,
            PolicyMonitor monitor) {
        return new Policies(
                properties.policies(),
                redrive.maxRedrives(),
                plans,
                desk,
                Transactions.readCommitted(transactions),
                clock,
                monitor);
    }

    @Bean
    SchedulingConfigurer policySchedule(Policies policies, PolicyProperties properties) {
        return tasks -> {
            if (!properties.policies().isEmpty()) {
                tasks.addFixedDelayTask(policies, properties.policiesEvery());
            }
        };
    }
}
