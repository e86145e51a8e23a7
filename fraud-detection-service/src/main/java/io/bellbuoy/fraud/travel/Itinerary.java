package io.bellbuoy.fraud.travel;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last few stops of one account, in the order of time. One would do for a stream in order; more give a payment that
 * arrives late its true neighbours. Immutable.
 *
 * @param stops at most {@link #LONGEST}, in {@link Stop#ORDER}
 */
record Itinerary(List<Stop> stops) {

    /** Payments that overtake each other lie seconds apart, and no card is read often within seconds. */
    static final int LONGEST = 3;

    static final Itinerary EMPTY = new Itinerary(List.of());

    Itinerary {
        stops = List.copyOf(stops);
        if (stops.size() > LONGEST) {
            throw new IllegalArgumentException(
                    "An itinerary has " + LONGEST + " stops at most, not " + stops.size() + ".");
        }
    }

    /** Whether the very same payment is one of the stops. */
    boolean has(Stop stop) {
        return position(stop) >= 0;
    }

    /** The ways from the stop before a new one and to the stop after it, as far as there are such stops. */
    List<Leg> legs(Stop added) {
        int at = -position(added) - 1;
        List<Leg> legs = new ArrayList<>(2);
        if (at > 0) {
            legs.add(Leg.between(stops.get(at - 1), added));
        }
        if (at < stops.size()) {
            legs.add(Leg.between(added, stops.get(at)));
        }
        return legs;
    }

    /** With one more stop in its place; without the oldest if that makes too many. */
    Itinerary with(Stop added) {
        List<Stop> all = new ArrayList<>(stops);
        all.add(-position(added) - 1, added);
        return new Itinerary(all.subList(Math.max(0, all.size() - LONGEST), all.size()));
    }

    private int position(Stop stop) {
        return Collections.binarySearch(stops, stop, Stop.ORDER);
    }

    void write(StateOutput out) {
        out.writeUnsigned(stops.size());
        for (Stop stop : stops) {
            out.writeSigned(stop.time());
            out.writeSigned(stop.place().latitude());
            out.writeSigned(stop.place().longitude());
            out.writeText(stop.transactionId());
        }
    }

    static Itinerary read(StateInput in) {
        int size = in.readSize();
        List<Stop> stops = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long time = in.readSigned();
            Place place = new Place((int) in.readSigned(), (int) in.readSigned());
            stops.add(new Stop(time, place, in.readText()));
        }
        return new Itinerary(stops);
    }
}
