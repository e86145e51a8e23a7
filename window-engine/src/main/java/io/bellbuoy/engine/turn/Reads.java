package io.bellbuoy.engine.turn;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.FeatureRef;
import io.bellbuoy.engine.slice.ReadColumns;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.slice.TrailingNumbers;
import io.bellbuoy.engine.slice.WindowContents;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read from state once for all the rules of a task that read the same: cost follows what is distinct, not the number
 * of rules. What was read holds until the state changes.
 */
public final class Reads {

    private final TaskState state;
    private final Map<List<Object>, WindowContents> windows = new HashMap<>();
    private final Map<List<Object>, AsOf> totals = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();

    Reads(TaskState state) {
        this.state = state;
    }

    /** The contents of the windows of a measure, one for all measures of the same windows. */
    public WindowContents windows(Measure.Aligned measure) {
        WindowContents contents =
                windows.computeIfAbsent(List.of(measure.shared(), measure.windows()), any -> measure.state()
                        .contents(measure.windows()));
        contents.read(measure.columns());
        return contents;
    }

    /** The totals of a measure as of an event, one for all measures of the same extent. */
    public AsOf totals(Measure measure) {
        AsOf asOf =
                totals.computeIfAbsent(List.of(measure.shared(), measure.extent()), any -> new AsOf(measure, state));
        asOf.read(measure.columns());
        return asOf;
    }

    /** The value of a feature. */
    public Value value(FeaturePlan feature) {
        return values.computeIfAbsent(
                feature.spec().name(), any -> new Value(feature, totals(feature.measure()), state));
    }

    /** The event as of which something was read, and whether it still holds. */
    private abstract static class Read {

        private final TaskState state;
        private @Nullable KeyState key;
        private long time;
        private long offset;
        private long version;

        Read(TaskState state) {
            this.state = state;
        }

        /** Whether this is what was read last; if not, it is from now on. */
        final boolean turn(KeyState to, long toTime, long toOffset) {
            long now = state.version();
            if (to == key && toTime == time && toOffset == offset && now == version) {
                return true;
            }
            key = to;
            time = toTime;
            offset = toOffset;
            version = now;
            return false;
        }

        /** Nothing was read, since that failed. */
        final void forget() {
            key = null;
        }
    }

    /** Totals of one extent. */
    public static final class AsOf extends Read {

        private final Measure measure;
        private final ReadColumns columns;
        private final @Nullable Numbers numbers;
        private Totals totals;

        private AsOf(Measure measure, TaskState state) {
            super(state);
            this.measure = measure;
            this.numbers = measure instanceof Measure.Trailing trailing ? new Numbers(trailing, state) : null;
            this.columns = new ReadColumns(measure.state().columns());
            this.totals = columns.totals();
        }

        private void read(int[] more) {
            if (columns.add(more)) {
                totals = columns.totals();
                forget();
            }
        }

        /** The totals, which are read and not changed; as {@link Measure#asOf}. */
        public Totals of(KeyState key, long time, long offset) {
            if (!turn(key, time, offset)) {
                try {
                    totals.clear();
                    measure.asOf(key, time, offset, totals);
                } catch (RuntimeException e) {
                    forget();
                    throw e;
                }
            }
            return totals;
        }

        /** Nearly one of their results, as {@link Measure.Reading#approximately}; by numbers alone where those tell. */
        public double approximately(Measure.Reading reading, KeyState key, long time, long offset) {
            TrailingNumbers known = numbers(key, time, offset);
            double nearly = known == null ? Double.NaN : reading.approximately(known);
            return Double.isNaN(nearly) ? reading.approximately(of(key, time, offset)) : nearly;
        }

        /** The numbers of those totals, which cost less than to add them up; null if they do not. */
        public @Nullable TrailingNumbers numbers(KeyState key, long time, long offset) {
            return numbers == null ? null : numbers.of(key, time, offset);
        }
    }

    /** The numbers of the windows of a trailing measure. */
    private static final class Numbers extends Read {

        private final Measure.Trailing measure;
        private final TrailingNumbers numbers;
        private boolean found;

        Numbers(Measure.Trailing measure, TaskState state) {
            super(state);
            this.measure = measure;
            this.numbers = new TrailingNumbers(measure.state());
        }

        @Nullable
        TrailingNumbers of(KeyState key, long time, long offset) {
            if (!turn(key, time, offset)) {
                found = measure.find(key, time, offset, numbers);
            }
            return found ? numbers : null;
        }
    }

    /** The value of one feature. */
    public static final class Value extends Read {

        private final FeaturePlan feature;
        private final TaskState state;
        private final AsOf totals;
        private @Nullable Object value;

        private Value(FeaturePlan feature, AsOf totals, TaskState state) {
            super(state);
            this.feature = feature;
            this.state = state;
            this.totals = totals;
        }

        /** The value as of an event that reaches it; null too for an event without the feature's key. */
        @Nullable
        public Object asOf(Event event, FeatureRef ref) {
            String key = ref.by().of(event);
            if (key == null) {
                return null;
            }
            long offset = ref.sameStream() ? event.position() : -1;
            return of(state.of(ref.by().space(), key), event.time(), offset);
        }

        /** Nearly that value, as {@link Measure.Reading#approximately}; {@link Double#NaN} if it is not known. */
        public double approximately(Event event, FeatureRef ref) {
            String key = ref.by().of(event);
            if (key == null) {
                return Double.NaN;
            }
            long offset = ref.sameStream() ? event.position() : -1;
            return totals.approximately(feature.reading(), state.of(ref.by().space(), key), event.time(), offset);
        }

        private @Nullable Object of(KeyState key, long time, long offset) {
            if (!turn(key, time, offset)) {
                try {
                    value = feature.valueOf(totals.of(key, time, offset));
                } catch (RuntimeException e) {
                    forget();
                    throw e;
                }
            }
            return value;
        }
    }
}
