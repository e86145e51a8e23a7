package io.bellbuoy.deadletters.redrive.plan;

import io.bellbuoy.deadletters.letter.Position;
import io.bellbuoy.deadletters.redrive.job.Canary;
import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import io.bellbuoy.deadletters.redrive.plan.Plan.LeftOut;
import io.bellbuoy.deadletters.redrive.plan.Plan.Target;
import io.bellbuoy.deadletters.redrive.send.Expired;
import io.bellbuoy.deadletters.redrive.send.TargetTopics;
import io.bellbuoy.deadletters.redrive.store.Prospects;
import io.bellbuoy.deadletters.redrive.store.Survey;
import io.bellbuoy.deadletters.redrive.store.Survey.Destination;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a redrive would do: the dry run. Changes nothing. Thread-safe. */
public final class Planner {

    private static final int SHOWN_STEPS = 12;

    private final Prospects prospects;
    private final TargetTopics topics;
    private final Audience audience;
    private final Expired expired;
    private final int maxClaim;

    /**
     * A planner.
     *
     * @param maxClaim how many dead letters a job takes at most
     */
    public Planner(Prospects prospects, TargetTopics topics, Audience audience, Expired expired, int maxClaim) {
        this.prospects = prospects;
        this.topics = topics;
        this.audience = audience;
        this.expired = expired;
        this.maxClaim = maxClaim;
    }

    /**
     * What the request would do.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say
     * @throws org.springframework.dao.DataAccessException if the database does not
     */
    public Plan plan(Request request) {
        Selection selection = request.selection();
        Survey survey = survey(request);
        List<Destination> destinations = survey.destinations();
        long sendable = destinations.stream()
                .filter(destination -> destination.topic() != null)
                .mapToLong(Destination::count)
                .sum();
        long count = Math.min(sendable, maxClaim);
        List<Integer> steps = new ArrayList<>();
        long stepCount = 0;
        Duration atLeast = Duration.ZERO;
        for (long left = count; left > 0; stepCount++) {
            long size = Math.min(left, Canary.size((int) stepCount, request.care()));
            if (steps.size() < SHOWN_STEPS) {
                steps.add((int) size);
            }
            atLeast = atLeast.plus(duration(size, request.care()));
            left -= size;
        }
        return new Plan(
                selection.description(),
                count,
                survey.last(),
                targets(destinations),
                leftOut(selection, survey, sendable - count),
                survey.states().containsKey("REDRIVING") ? prospects.holders(selection) : List.of(),
                List.copyOf(steps),
                stepCount,
                atLeast);
    }

    /** The first topic that would not take what is redriven to it, and why; null if all would. */
    public @Nullable String problem(Request request) {
        List<String> names = survey(request).destinations().stream()
                .map(Destination::topic)
                .filter(Objects::nonNull)
                .toList();
        return topics.ask(names).values().stream()
                .map(TargetTopics.Target::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<Target> targets(List<Destination> destinations) {
        List<Destination> known = destinations.stream()
                .filter(destination -> destination.topic() != null)
                .toList();
        List<String> names =
                known.stream().map(Destination::topic).filter(Objects::nonNull).toList();
        Map<String, TargetTopics.Target> asked = topics.ask(names);
        Map<String, List<Audience.Reader>> readers = audience.of(names);
        List<Target> targets = new ArrayList<>();
        for (Destination destination : known) {
            String topic = Objects.requireNonNull(destination.topic());
            TargetTopics.Target target = asked.get(topic);
            targets.add(new Target(
                    topic,
                    destination.count(),
                    target.partitions(),
                    target.problem(),
                    List.copyOf(destination.groups()),
                    readers.get(topic).stream()
                            .filter(reader -> !destination.groups().contains(reader.group()))
                            .toList()));
        }
        return List.copyOf(targets);
    }

    private Survey survey(Request request) {
        return prospects.survey(request.selection(), request.target(), DeadLetterHeaders.PAYLOAD_SIZE);
    }

    private List<LeftOut> leftOut(Selection selection, Survey survey, long tooMany) {
        List<LeftOut> leftOut = new ArrayList<>();
        survey.destinations().stream()
                .filter(destination -> destination.topic() == null)
                .forEach(destination -> leftOut.add(new LeftOut(
                        destination.count(),
                        "Their headers do not say which topic they came from. Give the topic to redrive them to.")));
        if (tooMany > 0) {
            leftOut.add(new LeftOut(
                    tooMany,
                    "A redrive takes max-claim, " + maxClaim + ", at most. Redrive the rest when it is done."));
        }
        Map<String, Long> states = survey.states();
        add(leftOut, states.get("REDRIVING"), "Another redrive has them.");
        add(leftOut, states.get("REDRIVEN"), "They have been redriven; what came back is a dead letter of its own.");
        add(leftOut, states.get("PARKED"), "They are parked. Open them again first.");
        add(leftOut, states.get("DISCARDED"), "They are discarded. Restore them first.");
        add(
                leftOut,
                survey.withoutBody(),
                "The service that wrote them left the body out, since it was too large. They will be refused, and stay"
                        + " open.");
        List<Position> previews = survey.previews() == 0 ? List.of() : prospects.previews(selection);
        String atLeast = previews.size() == Prospects.MOST_PREVIEWS ? " There may be more of them." : "";
        add(
                leftOut,
                expired.count(previews),
                "They were stored as a preview only, and are no longer in their topic. They will be refused, and stay open."
                        + atLeast);
        return List.copyOf(leftOut);
    }

    private static void add(List<LeftOut> leftOut, @Nullable Long count, String reason) {
        if (count != null && count > 0) {
            leftOut.add(new LeftOut(count, reason));
        }
    }

    private static Duration duration(long size, Care care) {
        Duration pace = Duration.ofSeconds(size).dividedBy(care.rate());
        return pace.compareTo(care.observe()) > 0 ? pace : care.observe();
    }
}
