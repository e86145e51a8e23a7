package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application of {@link BellbuoyPass}: nothing but the starter, and a monitor that tells the meter. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BellbuoyApplication {

    @Bean
    ProcessingMonitor meteringMonitor(Meter meter, Job job) {
        return new MeteringMonitor(meter, job.hasLaterStage());
    }
}
