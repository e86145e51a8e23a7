package io.bellbuoy.quickstart.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The truth about a generated stream: which payments are fraud, and which belong together. Filled while generating. */
public final class Labels {

    /** How long after an episode an alert of its account still counts as about it. */
    public static final Duration AFTERMATH = Duration.ofHours(1);

    private final List<Episode> episodes;
    private final Map<String, List<Episode>> byAccount = new HashMap<>();
    private final Map<String, Episode> byTransaction = new HashMap<>();

    Labels(List<Episode> episodes) {
        this.episodes = List.copyOf(episodes);
        episodes.forEach(episode -> byAccount
                .computeIfAbsent(episode.accountId(), id -> new ArrayList<>())
                .add(episode));
    }

    /** All frauds of the stream. */
    public List<Episode> episodes() {
        return episodes;
    }

    /** The fraud a transaction is part of; empty for an honest one. Only known once the transaction has been generated. */
    public Optional<Episode> ofTransaction(String transactionId) {
        return Optional.ofNullable(byTransaction.get(transactionId));
    }

    /**
     * The fraud that an alert is about: that of its event, else one of the account that runs at the event's time or ended
     * less than {@link #AFTERMATH} before; empty for a false alert.
     */
    public Optional<Episode> ofAlert(@Nullable String transactionId, String accountId, Instant eventTime) {
        Episode labelled = transactionId == null ? null : byTransaction.get(transactionId);
        return labelled != null
                ? Optional.of(labelled)
                : byAccount.getOrDefault(accountId, List.of()).stream()
                        .filter(episode -> !eventTime.isBefore(episode.start())
                                && eventTime.isBefore(episode.end().plus(AFTERMATH)))
                        .findFirst();
    }

    void put(String transactionId, int episode) {
        byTransaction.put(transactionId, episodes.get(episode));
    }
}
