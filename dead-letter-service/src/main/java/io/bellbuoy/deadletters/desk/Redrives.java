package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.Trip;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import io.bellbuoy.deadletters.redrive.store.Logbook;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.search.BadQueryException;
import io.bellbuoy.deadletters.search.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redrives as everybody who may see dead letters may see them. */
public class Redrives {

    private static final Logger LOG = LoggerFactory.getLogger(Redrives.class);

    private static final int PAGE = 20;
    private static final int TRIPS = 100;
    private static final Set<String> OUTCOMES =
            new TreeSet<>(Set.of("WAITING", "SENDING", "SENT", "SUCCEEDED", "RETURNED", "REFUSED", "RELEASED"));

    private final RedriveDesk redrives;
    private final Logbook logbook;
    private final Audience audience;

    public Redrives(RedriveDesk redrives, Logbook logbook, Audience audience) {
        this.redrives = redrives;
        this.logbook = logbook;
        this.audience = audience;
    }

    /**
     * A page of redrives, the latest first.
     *
     * @param before only those with smaller numbers
     */
    public Page<JobView> latest(long before) {
        List<JobView> jobs = redrives.latest(before, PAGE + 1).stream()
                .map(job -> JobView.of(job, redrives.progress(job.id())))
                .toList();
        return Page.of(jobs, PAGE, job -> Long.toString(job.id()));
    }

    /** One redrive; empty if there is none of this number. */
    public Optional<JobView> job(long id) {
        return redrives.job(id).map(job -> JobView.of(job, redrives.progress(id)));
    }

    /** One redrive with its steps; empty if there is none of this number. */
    public Optional<JobDetail> detail(long id) {
        return redrives.job(id)
                .map(job -> new JobDetail(
                        JobView.of(job, redrives.progress(id)),
                        logbook.batches(id),
                        job.isDue() ? readers(job) : Map.of()));
    }

    private Map<String, List<Audience.Reader>> readers(Job job) {
        Map<String, Set<String>> groups = logbook.readers(job.id(), job.batch());
        Set<String> topics = new TreeSet<>();
        groups.values().forEach(topics::addAll);
        try {
            Map<String, List<Audience.Reader>> readers = audience.of(topics, groups.keySet());
            readers.values().removeIf(List::isEmpty);
            return readers;
        } catch (KafkaException e) {
            // The page is about the redrive; its runner says what it cannot do without Kafka.
            LOG.debug("Kafka does not say how far the readers of redrive {} are.", job.id(), e);
            return Map.of();
        }
    }

    /**
     * A page of the dead letters of a redrive, in the order in which they go.
     *
     * @param outcome null or blank for any
     * @throws BadQueryException if there is no such outcome
     */
    public Page<Trip> trips(long id, @Nullable String outcome, long after) {
        String wanted = outcome == null || outcome.isBlank() ? null : outcome.toUpperCase(Locale.ROOT);
        if (wanted != null && !OUTCOMES.contains(wanted)) {
            throw new BadQueryException("outcome", outcome, "one of " + String.join(", ", OUTCOMES));
        }
        List<Trip> trips = logbook.of(id, wanted, after, TRIPS + 1);
        return Page.of(trips, TRIPS, trip -> Long.toString(trip.letter()));
    }

    /** All redrives of the record of a dead letter, the first one first. */
    public List<Trip> history(long letter) {
        return logbook.history(letter);
    }

    /** How often the records of dead letters were redriven before they came back as these; without those that were not. */
    public Map<Long, Integer> attempts(List<Long> letters) {
        return logbook.attempts(letters);
    }
}
