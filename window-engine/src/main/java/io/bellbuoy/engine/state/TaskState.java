package io.bellbuoy.engine.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one task. Keys live on the heap, those not used for longest the first to leave it, over a {@link StateBacking}.
 *
 * <p>Changes are made in place and noted in a journal: {@link #rollbackTo} undoes an event, {@link #rollback} a batch,
 * {@link #commit} forgets the journal. Values are immutable, so a journal entry is the old value and nothing is copied.
 * A checkpoint takes the values of the cells that changed since the one before; a key leaves the heap only when all its
 * changes are in a completed checkpoint. Single-threaded.
 */
public final class TaskState {

    /** How many keys {@link #expect} takes at a time. */
    public static final int EXPECTED = Approach.GROUP;

    private CellTypes types;
    private final StateBacking backing;
    private final int capacity;
    private final KeyTable keys = new KeyTable();
    private final Timers timers;
    private final Journal journal;
    private final DirtyCells dirty = new DirtyCells();
    private final Approach approach = new Approach();

    /**
     * Whether the store may hold keys that are not on the heap. Of a store that was empty at first all are, until one leaves: so
     * long nobody needs to ask it, which costs as much as some events.
     */
    private boolean anyLeft;

    private long version;
    private long loads;
    private long reads;

    /**
     * @param types the kinds of cells
     * @param backing the store behind the heap
     * @param capacity how many keys to keep on the heap; exceeded while keys hold changes that are not stored
     */
    public TaskState(CellTypes types, StateBacking backing, int capacity) {
        this.types = types;
        this.backing = backing;
        this.capacity = capacity;
        this.anyLeft = !backing.isEmpty();
        this.timers = new Timers(types, backing);
        this.journal = new Journal(timers);
    }

    /** State that lives on the heap alone. */
    public static TaskState inMemory(CellTypes types) {
        return new TaskState(types, StateBacking.NONE, Integer.MAX_VALUE);
    }

    /** The kinds of its cells. */
    public CellTypes types() {
        return types;
    }

    /**
     * Goes over to the kinds of another plan, between batches. Nothing is changed by that: every value is what the new kinds
     * read from the stored form of the old one, as after a restore. Cells of kinds that are gone stay until they are removed
     * by name.
     *
     * @throws IllegalStateException if a batch is open
     */
    public void use(CellTypes next) {
        if (!journal.isEmpty()) {
            throw new IllegalStateException("The kinds of state cannot change within a batch.");
        }
        if (next == types) {
            return;
        }
        StateOutput out = new StateOutput();
        List<KeyState> heap = keys.all();
        for (KeyState key : heap) {
            key.forgetDerived();
            for (int i = 0; i < key.size(); i++) {
                convert(key.at(i), next, out);
            }
        }
        types = next;
        timers.restart(next, heap);
    }

    private void convert(Cell cell, CellTypes next, StateOutput out) {
        Object value = cell.value;
        if (value != null) {
            CellType<Object> before = types.of(cell.kind);
            CellType<Object> after = next.of(cell.kind);
            if (!before.form().equals(after.form())) {
                out.clear();
                before.write(value, out);
                cell.value = after.read(new StateInput(out.toByteArray()));
            }
        }
        cell.type = null;
    }

    /** Some keys of the store behind the heap. */
    public List<StateKey> storedKeys(@Nullable StateKey after, int limit) {
        return backing.keys(after, limit);
    }

    /** The cells of a key; an empty one if it is unknown. */
    public KeyState of(int space, String key) {
        reads++;
        KeyState known = keys.find(space, key);
        return known != null ? known : load(new StateKey(space, key));
    }

    /** The cells of a key; an empty one if it is unknown. */
    public KeyState of(StateKey key) {
        return of(key.space(), key.key());
    }

    /**
     * Says which keys are asked for next, so that those on the heap are at hand then. It changes nothing but the time that
     * takes.
     *
     * @param keys of one space, from the first on
     * @param count how many, at most {@link #EXPECTED}
     */
    public void expect(int space, String[] keys, int count) {
        approach.to(this.keys, space, keys, count);
    }

    private KeyState load(StateKey key) {
        loads++;
        KeyState loaded = new KeyState(key);
        if (anyLeft) {
            backing.load(loaded, types);
        }
        keys.add(loaded);
        timers.arm(loaded);
        return loaded;
    }

    /** Sets the value of a cell, or removes it with null. */
    public void put(KeyState key, int kind, long chunk, @Nullable Object value) {
        version++;
        Cell cell = key.place(kind, chunk);
        journal.note(cell);
        key.set(cell, value);
        timers.arm(cell);
    }

    /** A number that is another after each change of a cell: what was read under the same number still holds. */
    public long version() {
        return version;
    }

    // ---- undo and commit

    /** A point to which {@link #rollbackTo} can go back. */
    public int mark() {
        return journal.mark();
    }

    /** Undoes all changes since the mark. */
    public void rollbackTo(int mark) {
        version++;
        journal.rollbackTo(mark);
    }

    /** Gives up what is needed to go back to the mark: the event is done, and can be undone with its batch only. */
    public void release(int mark) {
        journal.release(mark);
    }

    /** Undoes the batch. */
    public void rollback() {
        version++;
        journal.rollback();
    }

    /** The number of cells that the batch changed. */
    public int changeCount() {
        return journal.changes().size();
    }

    /** Visits every cell that the batch changed, once, with its value now (null: removed). */
    public void forEachChange(CellList.Visitor visitor) {
        CellList changes = journal.changes();
        for (int i = 0; i < changes.size(); i++) {
            Cell cell = changes.get(i);
            visitor.visit(cell.key, cell.kind, cell.chunk, cell.value);
        }
    }

    /** Keeps the batch's changes; they are dirty for the next checkpoint. */
    public void commit() {
        CellList changes = journal.changes();
        for (int i = 0; i < changes.size(); i++) {
            dirty.add(changes.get(i));
        }
        journal.next();
        evict();
    }

    /** Applies a cell of the log: a committed, absolute value (null: removed), dirty for the next checkpoint. */
    public void replay(StateKey key, int kind, long chunk, @Nullable Object value) {
        version++;
        KeyState state = of(key);
        Cell cell = state.place(kind, chunk);
        state.set(cell, value);
        dirty.add(cell);
        timers.arm(cell);
        if (value == null) {
            state.compact();
        }
    }

    // ---- checkpoints and the heap

    /** The number of keys that changed since the last checkpoint began. */
    public int dirtyKeys() {
        return dirty.keys();
    }

    /**
     * What a checkpoint stores.
     *
     * @param types the kinds of the values, which the state may not have any more when they are written
     */
    public record Checkpoint(int epoch, CellList cells, CellTypes types) {}

    /**
     * Begins a checkpoint, between batches: the cells that changed since the one before, with their committed values.
     * The values are immutable, so another thread may write them.
     */
    public Checkpoint beginCheckpoint() {
        return dirty.take(types);
    }

    /** Says that a checkpoint, and all before it, can be read from the backing. */
    public void checkpointStored(Checkpoint checkpoint) {
        dirty.stored(checkpoint);
        evict();
    }

    /** The number of keys on the heap. */
    public int keyCount() {
        return keys.size();
    }

    /** Whether the heap holds more keys than it should, because too many have changes that are not stored. */
    public boolean isOverCapacity() {
        return keys.size() > capacity;
    }

    /** The share of key look-ups since the start that found the key on the heap, 0 to 1. */
    public double hitRatio() {
        return reads == 0 ? 1 : 1 - (double) loads / reads;
    }

    private void evict() {
        if (keys.size() <= capacity) {
            return;
        }
        keys.evict(keys.size() - capacity, this::leave);
    }

    private boolean leave(KeyState key) {
        boolean may = dirty.isStored(key) && !timers.isOverdue(key);
        if (may) {
            timers.disarm(key);
            anyLeft = true;
        }
        return may;
    }

    /** Every key on the heap, for tests and reports. */
    public List<KeyState> onHeap() {
        return keys.all();
    }

    /**
     * Keys on the heap, for reports that need not be exact.
     *
     * @param limit how many at most; all if there are no more
     */
    public List<KeyState> someOnHeap(int limit) {
        return keys.some(limit);
    }

    // ---- timers

    /** The earliest wake time of a cell that holds events, or {@link CellType#NEVER}. */
    public long nextEventWake() {
        return timers.nextEvent();
    }

    /** The earliest wake time of any other cell, or {@link CellType#NEVER}. */
    public long nextTimerWake() {
        return timers.nextOther();
    }

    /** The earliest wake time of all, in the store too; what the store holds may be due later than this says, never earlier. */
    public long nextWake() {
        return timers.next();
    }

    /** Brings every stored key that is due at a watermark to the heap. */
    public void loadDue(long watermark) {
        if (anyLeft) {
            timers.storedDue(watermark).forEach(this::of);
        } else {
            timers.allOnHeap(watermark);
        }
    }

    /** Takes a key whose events are due; {@link #arm} it when done. */
    public KeyState pollEvents() {
        return timers.pollEvents();
    }

    /** Takes a key whose timers are due; {@link #arm} it when done. */
    public KeyState pollTimers() {
        return timers.pollOthers();
    }

    /** Sets the timers of a key by its cells. */
    public void arm(KeyState key) {
        timers.arm(key);
    }

    /** Sets the timers of a key by the first cell of a kind, which wakes before the others of that kind. */
    public void armFirst(KeyState key, int kind) {
        timers.armFirst(key, kind);
    }
}
