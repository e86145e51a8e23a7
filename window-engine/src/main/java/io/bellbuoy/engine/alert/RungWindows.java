package io.bellbuoy.engine.alert;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one rule and key for which an alert was published, so that it rings once and can be revised. Sorted by
 * end; immutable.
 *
 * @param windows the windows, by their end
 */
public record RungWindows(List<Rung> windows) {

    /** No window. */
    public static final RungWindows NONE = new RungWindows(List.of());

    /**
     * What was last published for a window.
     *
     * @param end the window's end
     * @param status the status that was published
     * @param revision the revision that was published
     * @param values the computed values that were published, in the rule's order
     * @param closed whether the watermark has passed the end
     */
    public record Rung(long end, AlertStatus status, int revision, List<@Nullable Object> values, boolean closed) {

        Rung afterClose() {
            return new Rung(end, status, revision, values, true);
        }
    }

    public RungWindows {
        windows = List.copyOf(windows);
    }

    /** What was published for the window of that end, or null. */
    public @Nullable Rung find(long end) {
        int position = from(end);
        return isAt(position, end) ? windows.get(position) : null;
    }

    /** The position of the first that does not end before an instant; their number if there is none. */
    public int from(long end) {
        int low = 0;
        int high = windows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (windows.get(middle).end() < end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the window at a position, if there is one, is that of an end. */
    private boolean isAt(int position, long end) {
        return position < windows.size() && windows.get(position).end() == end;
    }

    /** These windows with one added or replaced. */
    public RungWindows with(Rung rung) {
        List<Rung> next = new ArrayList<>(windows);
        next.removeIf(other -> other.end() == rung.end());
        int at = 0;
        while (at < next.size() && next.get(at).end() < rung.end()) {
            at++;
        }
        next.add(at, rung);
        return new RungWindows(next);
    }

    /** These windows with one marked as closed. */
    public RungWindows closed(long end) {
        Rung rung = find(end);
        return rung == null ? this : with(rung.afterClose());
    }

    /** These windows without those that ended, together with the lateness, at or before the watermark. */
    public @Nullable RungWindows without(long watermark, long lateness) {
        List<Rung> next = windows.stream()
                .filter(rung -> !rung.closed() || rung.end() + lateness > watermark)
                .toList();
        return next.isEmpty() ? null : new RungWindows(next);
    }

    /** The cells that hold them. */
    public record Cells(int id, long lateness) implements CellType<RungWindows> {

        @Override
        public Set<Integer> parts() {
            return Set.of(AlertIds.number("lateness", Long.toString(lateness)));
        }

        @Override
        public Object form() {
            return RungWindows.class;
        }

        /** Woken at the end of a window, to look once more, and when late data no longer counts, to forget it. */
        @Override
        public long wakeAt(long chunk, RungWindows value) {
            long wake = NEVER;
            for (Rung rung : value.windows()) {
                wake = Math.min(wake, rung.closed() ? rung.end() + lateness : rung.end());
            }
            return wake;
        }

        @Override
        public void write(RungWindows value, StateOutput out) {
            out.writeUnsigned(value.windows().size());
            for (Rung rung : value.windows()) {
                out.writeSigned(rung.end());
                out.writeByte(rung.status().ordinal());
                out.writeUnsigned(rung.revision());
                out.writeByte(rung.closed() ? 1 : 0);
                out.writeUnsigned(rung.values().size());
                rung.values().forEach(out::writeValue);
            }
        }

        @Override
        public RungWindows read(StateInput in) {
            int size = in.readSize();
            List<Rung> windows = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                long end = in.readSigned();
                AlertStatus status = status(in.readByte());
                int revision = (int) in.readUnsigned();
                boolean closed = in.readByte() == 1;
                windows.add(new Rung(end, status, revision, readValues(in), closed));
            }
            return new RungWindows(windows);
        }

        private static AlertStatus status(int ordinal) {
            if (ordinal >= AlertStatus.values().length) {
                throw new StateFormatException("A window rang with the unknown status " + ordinal + ".");
            }
            return AlertStatus.values()[ordinal];
        }

        private static List<@Nullable Object> readValues(StateInput in) {
            int size = in.readSize();
            List<@Nullable Object> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(in.readValue());
            }
            return values;
        }
    }

    /** Whether two lists of values are equal, numbers by their value. */
    public static boolean sameValues(List<@Nullable Object> a, List<@Nullable Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        return Objects.equals(a, b);
    }
}
