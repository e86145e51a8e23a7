package io.bellbuoy.engine.state;

import java.util.ArrayList;
import java.util.List;

/**
 * When keys are to be woken: those on the heap by the earliest of their cells, those in the store as it says when it is
 * asked. Cells that hold events are kept apart, since of the same moment they come first.
 */
final class Timers {

    /**
     * Stored keys come to the heap so long before they are due, so that the store is asked once for many of them; at a
     * thousand times the speed of time it would else be asked at each millisecond.
     */
    static final long AHEAD_MILLIS = 1_000;

    private final StateBacking backing;
    private CellTypes types;
    private final TimerQueue events = new TimerQueue();
    private final TimerQueue others = new TimerQueue();
    private long storedWokenUpTo = Long.MIN_VALUE;
    private long nextStoredWake = Long.MIN_VALUE;

    Timers(CellTypes types, StateBacking backing) {
        this.types = types;
        this.backing = backing;
    }

    /** Forgets all timers of the heap and goes over to other kinds of cells, by which they are to be set again. */
    void restart(CellTypes next, List<KeyState> heap) {
        types = next;
        for (KeyState key : heap) {
            remove(key);
            key.eventsWakeAt = CellType.NEVER;
            key.timersWakeAt = CellType.NEVER;
            arm(key);
        }
    }

    long nextEvent() {
        return events.earliest();
    }

    long nextOther() {
        return others.earliest();
    }

    /** The earliest of all, in the store too, which may be due later than this says, never earlier. */
    long next() {
        return Math.min(nextStoredWake, Math.min(events.earliest(), others.earliest()));
    }

    KeyState pollEvents() {
        KeyState key = events.poll();
        key.eventsWakeAt = CellType.NEVER;
        return key;
    }

    KeyState pollOthers() {
        KeyState key = others.poll();
        key.timersWakeAt = CellType.NEVER;
        return key;
    }

    /** The stored keys that are due at a watermark and were not at the one before, and those that soon will be. */
    List<StateKey> storedDue(long watermark) {
        if (watermark < nextStoredWake || watermark <= storedWokenUpTo) {
            return List.of();
        }
        List<StateKey> due = new ArrayList<>();
        long upTo = watermark > CellType.NEVER - AHEAD_MILLIS ? watermark : watermark + AHEAD_MILLIS;
        nextStoredWake = backing.due(storedWokenUpTo, upTo, due::add);
        storedWokenUpTo = upTo;
        return due;
    }

    /** Instead of {@link #storedDue}: the store knows of no key that is not on the heap. */
    void allOnHeap(long watermark) {
        nextStoredWake = CellType.NEVER;
        storedWokenUpTo = Math.max(storedWokenUpTo, watermark);
    }

    void arm(KeyState key) {
        for (int i = 0; i < key.size(); i++) {
            arm(key.at(i));
        }
    }

    void armFirst(KeyState key, int kind) {
        for (int i = key.seek(kind, Long.MIN_VALUE); key.isOf(kind, i); i++) {
            if (key.valueAt(i) != null) {
                arm(key.at(i));
                return;
            }
        }
    }

    /** Sets the timer of a cell's key by its value. */
    void arm(Cell cell) {
        Object value = cell.value;
        if (value == null) {
            return;
        }
        CellType<Object> type = cell.type;
        if (type == null) {
            type = types.of(cell.kind);
            cell.type = type;
        }
        long wakeAt = type.wakeAt(cell.chunk, value);
        if (type.holdsEvents()) {
            armEvents(cell.key, wakeAt);
        } else {
            armOthers(cell.key, wakeAt);
        }
    }

    private void armEvents(KeyState key, long wakeAt) {
        if (wakeAt < key.eventsWakeAt) {
            if (key.events == null) {
                key.events = new TimerQueue.Timer(key);
            }
            events.set(key.events, wakeAt);
            key.eventsWakeAt = wakeAt;
        }
    }

    private void armOthers(KeyState key, long wakeAt) {
        if (wakeAt < key.timersWakeAt) {
            if (key.timers == null) {
                key.timers = new TimerQueue.Timer(key);
            }
            others.set(key.timers, wakeAt);
            key.timersWakeAt = wakeAt;
        }
    }

    private void remove(KeyState key) {
        if (key.events != null) {
            events.remove(key.events);
        }
        if (key.timers != null) {
            others.remove(key.timers);
        }
    }

    /** Due already, as after an event from long ago, or soon: it is woken when the watermark moves, and only on the heap. */
    boolean isOverdue(KeyState key) {
        return Math.min(key.eventsWakeAt, key.timersWakeAt) <= storedWokenUpTo;
    }

    /** The key leaves the heap: from now on the store wakes it. */
    void disarm(KeyState key) {
        remove(key);
        long wake = Math.min(key.eventsWakeAt, key.timersWakeAt);
        nextStoredWake = Math.min(nextStoredWake, wake);
        if (wake <= storedWokenUpTo) {
            // It was due and not woken, as after a late event: the store must name it again.
            storedWokenUpTo = wake - 1;
        }
    }
}
