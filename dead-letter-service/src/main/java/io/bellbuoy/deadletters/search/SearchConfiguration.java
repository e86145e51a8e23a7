package io.bellbuoy.deadletters.search;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can be asked. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    @Bean
    GroupSearch groupSearch(JdbcClient jdbc, Clock clock) {
        return new GroupSearch(jdbc, clock);
    }

    @Bean
    LetterSearch letterSearch(JdbcClient jdbc) {
        return new LetterSearch(jdbc);
    }
}
