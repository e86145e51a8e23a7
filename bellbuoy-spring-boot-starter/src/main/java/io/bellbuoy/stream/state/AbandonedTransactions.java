package io.bellbuoy.stream.state;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that the owner before left open in a task's log. They end by their timeout too, for which a take-over would
 * wait; ended now, they are aborted as they would be then. Only the owner of a task writes its log, and it has no transaction
 * open when it gives the task back: whoever has one is dead, or will be fenced at its next commit in any case.
 */
final class AbandonedTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    private final Admin admin;
    private final String prefix;

    /** @param prefix what the transactional ids of the application begin with; others are left alone */
    AbandonedTransactions(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /** Fences the producers that have one open in a log. If that is not possible they are awaited, as the log is read. */
    void end(TopicPartition log) throws InterruptedException {
        try {
            Set<String> open = open(log);
            if (!open.isEmpty()) {
                StateClients.await(admin.fenceProducers(open).all());
                LOG.info("task {}: ended the open transactions of its owner before: {}", log.partition(), open);
            }
        } catch (KafkaException cause) {
            LOG.info("task {}: open transactions of its owner before are awaited", log.partition(), cause);
        }
    }

    /** Only those under way: one that commits or aborts already comes to its end by itself. */
    private Set<String> open(TopicPartition log) throws InterruptedException {
        List<Long> producers =
                StateClients.await(admin.describeProducers(List.of(log)).partitionResult(log))
                        .activeProducers()
                        .stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .map(ProducerState::producerId)
                        .toList();
        if (producers.isEmpty()) {
            return Set.of();
        }
        Set<String> ids = StateClients.await(
                        admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                                .all())
                .stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .collect(Collectors.toSet());
        return StateClients.await(admin.describeTransactions(ids).all()).entrySet().stream()
                .filter(found -> found.getValue().state() == TransactionState.ONGOING)
                .filter(found -> found.getValue().topicPartitions().contains(log))
                .map(found -> found.getKey())
                .collect(Collectors.toSet());
    }
}
