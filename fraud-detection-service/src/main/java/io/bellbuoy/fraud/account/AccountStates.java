package io.bellbuoy.fraud.account;

import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.NotOwnerException;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.monitor.TaskStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the committed state of accounts where it lives: here, between two batches, or at the instance that the consumer
 * group names as the owner of the account's partition. Thread-safe.
 */
@Component
final class AccountStates {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StateHomes homes;
    private final OwnerClient client;
    private final @Nullable String ownAddress;

    AccountStates(StateHomes homes, OwnerClient client, ListenerSettings settings) {
        this.homes = homes;
        this.client = client;
        this.ownAddress = settings.advertisedAddress();
    }

    /**
     * Reads the state of an account, here or at its owner.
     *
     * @throws StateUnavailableException if nobody can tell at the moment
     */
    <T> T read(String accountId, Question<T> question) {
        try {
            return here(accountId, question);
        } catch (NotOwnerException notHere) {
            String owner = owner(notHere.partition(), homes.of(question));
            return client.ask(owner, accountId, question).orElseGet(() -> readOnceMore(accountId, question, owner));
        }
    }

    /** After the owner gave no answer: the partition may have moved on, perhaps to here. */
    private <T> T readOnceMore(String accountId, Question<T> question, String silent) {
        try {
            return here(accountId, question);
        } catch (NotOwnerException notHere) {
            String owner = owner(notHere.partition(), homes.of(question));
            Optional<T> answer = owner.equals(silent) ? Optional.empty() : client.ask(owner, accountId, question);
            return answer.orElseThrow(() -> new StateUnavailableException("The instance at " + owner
                    + ", which owns partition " + notHere.partition() + " of the account, does not answer."));
        }
    }

    /**
     * Reads the state of an account only if this instance owns it.
     *
     * @throws StateUnavailableException if it does not, or cannot tell at the moment
     */
    <T> T readHere(String accountId, Question<T> question) {
        try {
            return here(accountId, question);
        } catch (NotOwnerException notHere) {
            throw new StateUnavailableException(
                    "Partition " + notHere.partition() + " of the account is not processed by this instance.");
        }
    }

    private <T> T here(String accountId, Question<T> question) {
        try {
            return homes.of(question)
                    .queries()
                    .query(accountId, task -> question.read().apply(task, accountId))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotOwnerException notHere) {
                throw notHere;
            }
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new StateUnavailableException("Too many reads wait for the partition of the account.");
            }
            throw new IllegalStateException("The state of an account could not be read.", e.getCause());
        } catch (TimeoutException e) {
            throw new StateUnavailableException(
                    "The partition of the account was busy for " + PATIENCE.toSeconds() + " s.");
        } catch (KafkaException e) {
            throw new StateUnavailableException("The broker does not tell which partition holds the account.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("This instance is stopping.");
        }
    }

    /** The address of another instance that owns a partition. */
    private String owner(int partition, StateHome home) {
        home.board().tasks().stream()
                .filter(task -> task.partition() == partition)
                .findFirst()
                .ifPresent(own -> {
                    throw new StateUnavailableException(notLive(own));
                });
        String address = lookUp(partition, home.owners())
                .orElseThrow(() -> new StateUnavailableException("No instance that advertises an address"
                        + " (bellbuoy.advertised-address) owns partition " + partition + " of the account."));
        if (address.equals(ownAddress)) {
            throw new StateUnavailableException(
                    "Partition " + partition + " of the account is just being assigned to this instance.");
        }
        return address;
    }

    private static String notLive(TaskStatus task) {
        String stand = "Partition " + task.partition() + " of the account is "
                + task.phase().name().toLowerCase(Locale.ROOT) + " on this instance";
        String detail = task.detail();
        return stand + (detail.isEmpty() ? "." : ": " + detail + (detail.endsWith(".") ? "" : "."));
    }

    private Optional<String> lookUp(int partition, OwnerLookup owners) {
        try {
            return owners.addressOf(partition);
        } catch (KafkaException e) {
            throw new StateUnavailableException(
                    "The broker does not tell who owns partition " + partition + " of the account.");
        }
    }
}
