package io.bellbuoy.benchmarks.contender;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic of alerts, made for systems that do not make it themselves. */
public final class AlertTopic {

    private AlertTopic() {}

    /** Creates the topic with as many partitions as the input, unless it exists. */
    public static void create(Job job) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(job.alertTopic(), Optional.of(job.partitions()), Optional.empty())))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating " + job.alertTopic() + ".", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(job.alertTopic() + " cannot be created: " + e.getCause(), e);
            }
        }
    }
}
