package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.window.AlignedWindows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the windows around one instant hold, for all rules that look at the same windows of the same state: the first that
 * asks pays, as long as nothing changes. Reused from event to event; single-threaded.
 */
public final class WindowContents {

    /** Neighbouring windows with the same content, and their totals, which are read and not changed. */
    public static final class Content {

        private final Totals totals;
        private long first;
        private long last;

        private Content(Totals totals) {
            this.totals = totals;
        }

        /** The totals. */
        public Totals totals() {
            return totals;
        }

        /** The last end of the windows that have this content without a gap; it may lie behind the last of the instant. */
        public long last() {
            return last;
        }
    }

    private final SliceState state;
    private final AlignedWindows windows;
    private final ReadColumns read;
    private OverlappingWindows overlapping;

    /** In the order of their ends; those from {@link #known} on are spare. */
    private Content[] contents = new Content[0];

    private int known;
    /** Where the rule that is asking now has got to. */
    private int next;

    private @Nullable KeyState key;
    private long time;
    private long version;

    WindowContents(SliceState state, AlignedWindows windows) {
        this.state = state;
        this.windows = windows;
        this.read = new ReadColumns(state.columns());
        this.overlapping = state.overlapping(windows, read.positions());
    }

    /** From now on these columns are read too. */
    public void read(int[] columns) {
        if (read.add(columns)) {
            overlapping = state.overlapping(windows, read.positions());
            contents = new Content[0];
            key = null;
        }
    }

    /**
     * Turns to the windows of a key that contain an instant.
     *
     * @param stateVersion changes with the state
     */
    public void of(KeyState of, long instant, long stateVersion) {
        next = 0;
        if (of != key || instant != time || stateVersion != version) {
            overlapping.of(of, instant);
            known = 0;
            key = of;
            time = instant;
            version = stateVersion;
        }
    }

    /** The content of the window of an end. A rule asks in the order of ends. */
    public Content at(long end) {
        while (next < known && contents[next].last < end) {
            next++;
        }
        if (next == known || contents[next].first > end) {
            insert(end);
        }
        return contents[next];
    }

    private void insert(long end) {
        if (known == contents.length) {
            contents = Arrays.copyOf(contents, known + 1);
            contents[known] = new Content(read.totals());
        }
        Content content = contents[known];
        System.arraycopy(contents, next, contents, next + 1, known - next);
        contents[next] = content;
        known++;
        content.totals.clear();
        overlapping.total(end, content.totals);
        content.first = end;
        content.last = overlapping.lastEndOfSameContent(end);
    }
}
