package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application on the starter with one rule from YAML: the one in {@code high-value.yml}. */
final class BellbuoyContender implements Contender {

    @Override
    public String name() {
        return "bellbuoy";
    }

    @Override
    public boolean raisesAlerts() {
        return true;
    }

    @Override
    public void run(Job job, Meter meter) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(BellbuoyApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("meter", meter));
        String[] arguments = {
            "--spring.config.name=high-value",
            "--spring.kafka.bootstrap-servers=" + job.bootstrapServers(),
            "--bellbuoy.application-id=" + job.group(),
            "--bellbuoy.alerts.topic=" + job.alertTopic(),
            "--bellbuoy.concurrency=" + job.threads(),
            "--bellbuoy.state.directory=" + job.state(),
            "--bellbuoy.streams.transactions.topic=" + job.topic(),
        };
        ConfigurableApplicationContext context = application.run(arguments);
        try (context) {
            meter.await(LIMIT);
        }
    }
}
