package io.bellbuoy.deadletters;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Collects the dead letters of all services in PostgreSQL, and groups them by what went wrong. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DeadLetterApplication {

    /** Starts the service; arguments are properties, as in {@code --server.port=8085}. */
    public static void main(String[] arguments) {
        SpringApplication.run(DeadLetterApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
