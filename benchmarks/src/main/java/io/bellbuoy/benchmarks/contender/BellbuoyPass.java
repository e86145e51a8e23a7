package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.AssignmentLog;
import io.bellbuoy.benchmarks.measure.Meter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application on the starter with one rule from YAML: the one in {@code high-value.yml}. */
final class BellbuoyPass implements Pass {

    @Override
    public void run(Job job, Meter meter) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(BellbuoyApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> {
                    AssignmentLog.listen(meter);
                    context.getBeanFactory().registerSingleton("meter", meter);
                    context.getBeanFactory().registerSingleton("job", job);
                });
        ConfigurableApplicationContext context = application.run(arguments(job));
        try (context) {
            if (job.hasLaterStage()) {
                LaterStage.await(job, meter);
            }
            meter.await(Contender.LIMIT);
        }
    }

    private static String[] arguments(Job job) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.name=high-value",
                "--spring.kafka.bootstrap-servers=" + job.bootstrapServers(),
                "--bellbuoy.application-id=" + job.group(),
                "--bellbuoy.alerts.topic=" + job.alertTopic(),
                "--bellbuoy.concurrency=" + job.threads(),
                "--bellbuoy.state.directory=" + job.state(),
                "--bellbuoy.streams.transactions.topic=" + job.topic()));
        if (job.endless()) {
            // A restart takes its own place in the group.
            arguments.add("--bellbuoy.instance-id=" + job.group());
        }
        job.properties().forEach(property -> arguments.add("--" + property));
        return arguments.toArray(String[]::new);
    }
}
