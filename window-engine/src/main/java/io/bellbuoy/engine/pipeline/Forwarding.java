package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.evaluation.StreamRun;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.FeatureRef;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.plan.VoteFields;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.scorecard.Vote;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends the events of one stream to the stages behind. */
final class Forwarding {

    private final StageSender sender;
    private final Turn turn;
    private final StreamRun onArrival;
    private final StreamRun inOrder;
    private final List<Way> ways = new ArrayList<>();

    /** Reads a value that goes along with an event, as it was evaluated at these moments. */
    @FunctionalInterface
    private interface Value {
        @Nullable
        Object of(Event event, boolean onArrival, boolean inOrder);
    }

    /** A field that goes along. */
    private record Carried(String name, Value value) {}

    /** A hop with what it takes to go it. */
    private static final class Way {

        private final Hop hop;
        private final KeyBy key;
        private final Value[] values;
        private final List<String> names;
        /** Of the event before: events of a stream nearly always come from one topic. */
        private @Nullable StageShape shape;

        Way(Hop hop, List<Carried> carried) {
            this.hop = hop;
            this.key = new KeyBy(Integer.MAX_VALUE, hop.key(), hop.schema());
            this.values = carried.stream().map(Carried::value).toArray(Value[]::new);
            this.names = carried.stream().map(Carried::name).toList();
        }

        StageShape shape(Event event) {
            StageShape known = shape;
            String topic = event.source().topic();
            if (known == null || !known.topic().equals(topic)) {
                known = new StageShape(event.stream(), topic, names);
                shape = known;
            }
            return known;
        }

        boolean isOpen(Event event, Evaluate moment) {
            return hop.moments().contains(moment) && (!hop.needsKey() || key.of(event) != null);
        }
    }

    /**
     * @param onArrival what was concluded on an event on arrival
     * @param inOrder what was concluded on an event in the order of time
     */
    Forwarding(StageSender sender, Turn turn, List<Hop> hops, StreamRun onArrival, StreamRun inOrder) {
        this.sender = sender;
        this.turn = turn;
        this.onArrival = onArrival;
        this.inOrder = inOrder;
        for (Hop hop : hops) {
            ways.add(new Way(hop, carried(hop)));
        }
    }

    private List<Carried> carried(Hop hop) {
        Map<String, Value> here = new HashMap<>();
        hop.gathered()
                .forEach(
                        feature -> here.put(StageChain.FEATURES + feature.spec().name(), feature(feature, hop)));
        for (String voter : hop.votes()) {
            VoteFields fields = new VoteFields(voter);
            here.put(fields.held(), vote(voter, Vote::holds));
            here.put(fields.values(), vote(voter, vote -> vote.values().isEmpty() ? null : vote.values()));
        }
        List<Carried> carried = new ArrayList<>();
        for (String name : hop.fields()) {
            int position = hop.schema().position(name);
            Value value = here.get(name);
            if (value != null) {
                carried.add(new Carried(name, value));
            } else if (position >= 0) {
                carried.add(new Carried(name, (event, arrived, ordered) -> event.value(position)));
            }
        }
        return carried;
    }

    /** Sends an event on, after it was evaluated here at these moments. */
    void forward(Event event, boolean onArrival, boolean inOrder) {
        Way arrival = onArrival ? next(event, Evaluate.ON_ARRIVAL) : null;
        Way order = inOrder ? next(event, Evaluate.AT_WATERMARK) : null;
        if (arrival != null) {
            send(arrival, event, true, order == arrival);
        }
        if (order != null && order != arrival) {
            send(order, event, false, true);
        }
    }

    private @Nullable Way next(Event event, Evaluate moment) {
        for (Way way : ways) {
            if (way.isOpen(event, moment)) {
                return way;
            }
        }
        return null;
    }

    private void send(Way way, Event event, boolean onArrival, boolean inOrder) {
        StateOutput form = StageEventForm.begin(event);
        for (Value value : way.values) {
            form.writeValue(value.of(event, onArrival, inOrder));
        }
        StageEventForm.end(event, form);
        int stage = way.hop.stage();
        StageShape shape = way.shape(event);
        requireFitting(stage, shape, form);
        // Without the key it has nothing to find there; any partition will do, but always the same.
        String key = Objects.requireNonNullElse(way.key.of(event), event.key());
        int moments = (onArrival ? StageRecord.ON_ARRIVAL : 0) | (inOrder ? StageRecord.IN_ORDER : 0);
        sender.post(new StageSender.Letter(stage, sender.partition(key), shape, moments, form));
    }

    /** A record that cannot be sent would hold up its partition for good. */
    private static void requireFitting(int stage, StageShape shape, StateOutput event) {
        if (event.size() > StagePack.FULL_BYTES) {
            long bytes = StagePack.bytesWith(event, shape);
            if (bytes > StageRecord.MAX_BYTES) {
                throw new TooLargeException(stage, bytes);
            }
        }
    }

    private Value feature(FeaturePlan feature, Hop hop) {
        KeyBy by = new KeyBy(feature.by().space(), feature.by().fields(), hop.schema());
        FeatureRef ref = new FeatureRef(feature, by, feature.spec().stream().equals(inOrder.stream()));
        boolean isExact = feature.spec().evaluate() == Evaluate.AT_WATERMARK;
        return (event, arrived, ordered) -> (isExact ? ordered : arrived) ? read(ref, event) : null;
    }

    private Value vote(String voter, Function<Vote, @Nullable Object> part) {
        return (event, arrived, ordered) -> {
            Vote vote = arrived ? onArrival.vote(voter) : null;
            if (vote == null && ordered) {
                vote = inOrder.vote(voter);
            }
            try {
                return vote == null ? null : part.apply(vote);
            } catch (RuntimeException e) {
                // A feature that a condition did not need may fail when it is read to be shown.
                throw new RuleFailure(voter, e);
            }
        };
    }

    private @Nullable Object read(FeatureRef ref, Event event) {
        try {
            return ref.valueAsOf(event, turn.state());
        } catch (RuntimeException e) {
            throw new RuleFailure(ref.feature().spec().name(), e);
        }
    }
}
