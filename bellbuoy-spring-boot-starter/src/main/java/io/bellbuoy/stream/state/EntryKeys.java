package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of a store. All numbers are big endian, and signed ones that are compared have their sign bit flipped, so that
 * the order of bytes is the order of numbers.
 *
 * <pre>
 * 'e' address              an entry; address = space(4) length(varint) key(UTF-8) cell(4) chunk(8, ordered)
 * 'm'                      what the store is and where to go on in the log
 * 'r' 'e' address          the entry changed since it was last copied to the checkpoint topic; the value is an offset of the
 *                          log above the change(8)
 * 't' wakeAt(8, ordered) address   the entry has something to do at that watermark
 * </pre>
 */
final class EntryKeys {

    static final byte[] FIRST_ENTRY = {'e'};
    static final byte[] AFTER_ENTRIES = {'f'};
    static final byte[] META = {'m'};
    static final byte[] FIRST_MARKER = {'r'};
    static final byte[] AFTER_MARKERS = {'s'};
    static final byte[] AFTER_TIMERS = {'u'};
    private static final int CELL_AND_CHUNK = 12;
    private static final int TIMER_ADDRESS = 9;

    private EntryKeys() {}

    static byte[] entry(StateKey key, int cell, long chunk) {
        byte[] prefix = cellsOf(key, CELL_AND_CHUNK);
        ByteBuffer.wrap(prefix)
                .position(prefix.length - CELL_AND_CHUNK)
                .putInt(cell)
                .putLong(chunk ^ Long.MIN_VALUE);
        return prefix;
    }

    /** What all entries of a key begin with. */
    static byte[] cellsOf(StateKey key) {
        return cellsOf(key, 0);
    }

    private static byte[] cellsOf(StateKey key, int room) {
        byte[] text = key.key().getBytes(StandardCharsets.UTF_8);
        int lengthBytes = Math.max(1, (38 - Integer.numberOfLeadingZeros(text.length)) / 7);
        ByteBuffer out = ByteBuffer.allocate(5 + lengthBytes + text.length + room);
        out.put((byte) 'e').putInt(key.space());
        int rest = text.length;
        while (rest >= 0x80) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest).put(text);
        return out.array();
    }

    static int cellOf(byte[] entry) {
        return ByteBuffer.wrap(entry).getInt(entry.length - CELL_AND_CHUNK);
    }

    static long chunkOf(byte[] entry) {
        return ByteBuffer.wrap(entry).getLong(entry.length - 8) ^ Long.MIN_VALUE;
    }

    static byte[] timer(long wakeAt, byte[] entry) {
        return ByteBuffer.allocate(entry.length + 8)
                .put((byte) 't')
                .putLong(wakeAt ^ Long.MIN_VALUE)
                .put(entry, 1, entry.length - 1)
                .array();
    }

    /** What sorts at or before every timer of that wake time, and after every earlier one. */
    static byte[] firstTimer(long wakeAt) {
        return timer(wakeAt, new byte[1]);
    }

    static long wakeAtOf(byte[] timer) {
        return ByteBuffer.wrap(timer).getLong(1) ^ Long.MIN_VALUE;
    }

    static StateKey keyOfTimer(byte[] timer) {
        return keyOfAddress(timer, TIMER_ADDRESS);
    }

    static StateKey keyOfEntry(byte[] entry) {
        return keyOfAddress(entry, 1);
    }

    private static StateKey keyOfAddress(byte[] bytes, int address) {
        if (bytes.length < address + 5 + CELL_AND_CHUNK) {
            throw new StateFormatException("A key of the store has only " + bytes.length + " bytes.");
        }
        int space = ByteBuffer.wrap(bytes).getInt(address);
        int from = address + 4;
        return new StateKey(space, new StateInput(bytes, from, bytes.length - from).readText());
    }

    static byte[] marker(byte[] entry) {
        return ByteBuffer.allocate(entry.length + 1).put((byte) 'r').put(entry).array();
    }

    /** The value of a marker. */
    static byte[] mark(long changedBelow) {
        return ByteBuffer.allocate(8).putLong(changedBelow).array();
    }

    static byte[] entryOfMarker(byte[] marker) {
        return Arrays.copyOfRange(marker, 1, marker.length);
    }

    /** The key of an entry's record in the checkpoint topic. */
    static byte[] address(byte[] entry) {
        return Arrays.copyOfRange(entry, 1, entry.length);
    }

    static byte[] entryOfAddress(byte[] address) {
        return ByteBuffer.allocate(address.length + 1)
                .put((byte) 'e')
                .put(address)
                .array();
    }

    /** The least key that sorts after every key with this prefix; no prefix of ours ends the order. */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (next[last] == (byte) 0xFF) {
            last--;
        }
        next[last]++;
        return Arrays.copyOf(next, last + 1);
    }
}
