package io.bellbuoy.deadletters.console;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What pages need. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    Times times(Clock clock) {
        return new Times(clock);
    }
}
