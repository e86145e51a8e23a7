package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.stream.autoconfigure.health.StandbyInfo;
import io.bellbuoy.stream.autoconfigure.health.StreamHealthIndicator;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.reload.RuleReload;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the tasks stand, as health component {@code bellbuoy}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
class HealthConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "bellbuoyHealthIndicator")
    StreamHealthIndicator bellbuoyHealthIndicator(
            TaskBoard board, StageRuntimes stages, Clock clock, ObjectProvider<RuleReload> reload) {
        List<TaskBoard> later =
                stages.stages().stream().map(StageRuntime::board).toList();
        return new StreamHealthIndicator(board, later, clock, reload.getIfAvailable());
    }

    /** The warm copies of state, for the endpoint {@code info}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InfoContributor.class)
    static class Standbys {

        @Bean
        @ConditionalOnMissingBean
        StandbyInfo bellbuoyStandbyInfo(ListenerSettings listener, TaskBoard board, StageRuntimes stages) {
            Map<String, TaskBoard> boards = new LinkedHashMap<>();
            boards.put(listener.applicationId(), board);
            stages.stages().forEach(stage -> boards.put(stage.topic(), stage.board()));
            return new StandbyInfo(boards);
        }
    }

    /** The groups belong to the endpoint, which needs the actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContext.class)
    static class Readiness {

        @Bean
        ReadinessGroup bellbuoyReadinessGroup() {
            return new ReadinessGroup();
        }
    }
}
