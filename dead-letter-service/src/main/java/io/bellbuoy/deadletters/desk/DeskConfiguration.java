package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import io.bellbuoy.deadletters.redrive.plan.Planner;
import io.bellbuoy.deadletters.redrive.store.Logbook;
import io.bellbuoy.deadletters.redrive.store.Prospects;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.search.LetterSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/** The desk. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    Desk desk(LetterSearch search, Masking masking, RoleHierarchy roles, AuditTrail audit) {
        return new Desk(search, masking, roles, audit);
    }

    @Bean
    Redrives redrives(RedriveDesk redrives, Logbook logbook, Audience audience) {
        return new Redrives(redrives, logbook, audience);
    }

    @Bean
    Actions actions(
            RedriveDesk redrives,
            TriageDesk triage,
            Planner planner,
            Prospects prospects,
            RedriveProperties properties) {
        return new Actions(redrives, triage, planner, prospects, properties);
    }
}
