package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.FeatureRef;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.rule.Evaluate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends the events of one stream to the stages behind. */
final class Forwarding {

    private final StageSender sender;
    private final Turn turn;
    private final List<Way> ways = new ArrayList<>();

    /** A field that goes along: a field of the event, or a feature that is read here. */
    private record Carried(
            String name, int position, @Nullable FeatureRef feature) {}

    /** A hop with what it takes to go it. */
    private record Way(Hop hop, KeyBy key, List<Carried> carried, List<String> names) {

        boolean isOpen(Event event, Evaluate moment) {
            return hop.moments().contains(moment) && (!hop.needsKey() || key.of(event) != null);
        }
    }

    Forwarding(StageSender sender, Turn turn, List<Hop> hops, String stream) {
        this.sender = sender;
        this.turn = turn;
        for (Hop hop : hops) {
            List<Carried> carried = carried(hop, stream);
            ways.add(new Way(
                    hop,
                    new KeyBy(Integer.MAX_VALUE, hop.key(), hop.schema()),
                    carried,
                    carried.stream().map(Carried::name).toList()));
        }
    }

    private static List<Carried> carried(Hop hop, String stream) {
        Map<String, FeatureRef> here = new TreeMap<>();
        for (FeaturePlan feature : hop.gathered()) {
            KeyBy by = new KeyBy(feature.by().space(), feature.by().fields(), hop.schema());
            boolean sameStream = feature.spec().stream().equals(stream);
            here.put(StageChain.FEATURES + feature.spec().name(), new FeatureRef(feature, by, sameStream));
        }
        Schema schema = hop.schema();
        return hop.fields().stream()
                .map(name -> new Carried(name, schema.position(name), here.get(name)))
                .filter(field -> field.feature() != null || field.position() >= 0)
                .toList();
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
        @Nullable Object[] values = new Object[way.carried().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(way.carried().get(i), event, onArrival, inOrder);
        }
        String key = way.key().of(event);
        byte[] record = sender.record(event, onArrival, inOrder).write(new StageRecord.Fields(way.names(), values));
        // Without the key it has nothing to find there; any partition will do, but always the same.
        turn.emit(new Output.Forward(way.hop().stage(), key == null ? event.key() : key, -1, record));
    }

    private @Nullable Object value(Carried carried, Event event, boolean onArrival, boolean inOrder) {
        FeatureRef ref = carried.feature();
        if (ref == null) {
            return event.value(carried.position());
        }
        boolean isExact = ref.feature().spec().evaluate() == Evaluate.AT_WATERMARK;
        return isExact ? inOrder ? read(ref, event) : null : onArrival ? read(ref, event) : null;
    }

    private @Nullable Object read(FeatureRef ref, Event event) {
        try {
            return ref.valueAsOf(event, turn.state());
        } catch (RuntimeException e) {
            throw new RuleFailure(ref.feature().spec().name(), e);
        }
    }
}
