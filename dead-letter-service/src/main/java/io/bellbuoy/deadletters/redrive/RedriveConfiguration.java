package io.bellbuoy.deadletters.redrive;

import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import io.bellbuoy.deadletters.redrive.observe.Readers;
import io.bellbuoy.deadletters.redrive.plan.Planner;
import io.bellbuoy.deadletters.redrive.run.RedriveRunner;
import io.bellbuoy.deadletters.redrive.send.Expired;
import io.bellbuoy.deadletters.redrive.send.Lanes;
import io.bellbuoy.deadletters.redrive.send.TargetTopics;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import io.bellbuoy.deadletters.redrive.store.Prospects;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** What runs redrives. */
@Configuration(proxyBeanMethods = false)
class RedriveConfiguration {

    private static final Duration BETWEEN_ERASURES = Duration.ofHours(1);

    @Bean
    SchedulingConfigurer erasureSchedule(TriageDesk triage) {
        return tasks -> tasks.addFixedDelayTask(triage::erase, BETWEEN_ERASURES);
    }

    @Bean(destroyMethod = "close")
    Admin redriveAdmin(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    @Bean
    Audience redriveAudience(Admin redriveAdmin, RedriveProperties properties) {
        return new Audience(redriveAdmin, properties.group());
    }

    @Bean
    Planner redrivePlanner(
            Prospects prospects, Admin redriveAdmin, Audience redriveAudience, RedriveProperties properties) {
        return new Planner(
                prospects,
                new TargetTopics(redriveAdmin),
                redriveAudience,
                new Expired(redriveAdmin),
                properties.maxClaim());
    }

    @Bean
    RedriveRunner redriveRunner(
            Outbox outbox, Admin redriveAdmin, KafkaProperties kafka, RedriveProperties properties) {
        Lanes lanes = new Lanes(
                kafka.buildProducerProperties(), kafka.buildConsumerProperties(), redriveAdmin, properties.group());
        return new RedriveRunner(outbox, lanes, new Readers(redriveAdmin), properties);
    }
}
