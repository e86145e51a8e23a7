package io.bellbuoy.benchmarks.contender;

import java.nio.ByteBuffer;

/**
 * What a careful engineer would keep of an account by hand: its spending by minute in a ring, and which windows have rung. An
 * event adds to one minute, however many windows overlap. Single-threaded.
 */
public final class Slices {

    /** Hears which windows ring. */
    public interface Ring {

        /**
         * A window's total is above the bound for the first time.
         *
         * @param end the window's end, epoch milliseconds
         * @param cents its total
         */
        void rang(long end, long cents);
    }

    private static final int MINUTES = 16;
    private static final int LAST = MINUTES - 1;
    private static final long MINUTE = HighValue.EVERY.toMillis();
    private static final int PER_WINDOW = (int) (HighValue.SIZE.toMillis() / MINUTE);
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES + Short.BYTES;

    /** The newest minute that holds anything; the ring holds it and those before it. */
    private long newest = Long.MIN_VALUE;
    /** A bit for each of the 32 windows that end after the oldest minute, by the number of their end. */
    private int rung;

    private final long[] cents = new long[MINUTES];

    /**
     * Adds a payment and tells which windows ring for the first time. Windows that have closed are left alone.
     *
     * @param time its event time, epoch milliseconds
     * @param watermark windows that end at this time or before have closed, epoch milliseconds
     */
    public void add(long time, long amount, long watermark, Ring ring) {
        long minute = Math.floorDiv(time, MINUTE);
        moveTo(minute);
        if (minute <= newest - MINUTES) {
            return;
        }
        cents[slot(minute)] += amount;
        long total = 0;
        for (long m = minute - PER_WINDOW + 1; m < minute; m++) {
            total += at(m);
        }
        for (long end = minute + 1; end <= minute + PER_WINDOW; end++) {
            total += at(end - 1);
            if (total > HighValue.BOUND_CENTS && (rung >>> end & 1) == 0 && end * MINUTE > watermark) {
                rung |= 1 << end;
                ring.rang(end * MINUTE, total);
            }
            total -= at(end - PER_WINDOW);
        }
    }

    private void moveTo(long minute) {
        if (newest == Long.MIN_VALUE) {
            newest = minute;
        }
        for (long m = Math.max(newest + 1, minute - LAST); m <= minute; m++) {
            cents[slot(m)] = 0;
        }
        if (minute - newest >= MINUTES) {
            rung = 0;
        } else {
            for (long m = newest + 1; m <= minute; m++) {
                rung &= ~(1 << m + PER_WINDOW);
            }
        }
        newest = Math.max(newest, minute);
    }

    private long at(long minute) {
        return minute > newest || minute <= newest - MINUTES ? 0 : cents[slot(minute)];
    }

    private static int slot(long minute) {
        return (int) (minute & LAST);
    }

    /** When the last window that holds anything of this closes, epoch milliseconds. */
    public long end() {
        return (newest + PER_WINDOW) * MINUTE;
    }

    /** A copy of its own. */
    public Slices copy() {
        Slices copy = new Slices();
        copy.newest = newest;
        copy.rung = rung;
        System.arraycopy(cents, 0, copy.cents, 0, MINUTES);
        return copy;
    }

    /** The form in which it is kept outside of the heap: only minutes that hold something. */
    public byte[] toBytes() {
        int held = 0;
        for (int i = 0; i < MINUTES; i++) {
            held |= cents[i] == 0 ? 0 : 1 << i;
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + Integer.bitCount(held) * Long.BYTES);
        bytes.putLong(newest).putInt(rung).putShort((short) held);
        for (int i = 0; i < MINUTES; i++) {
            if (cents[i] != 0) {
                bytes.putLong(cents[i]);
            }
        }
        return bytes.array();
    }

    /** The slices of such bytes. */
    public static Slices of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Slices slices = new Slices();
        slices.newest = buffer.getLong();
        slices.rung = buffer.getInt();
        int held = buffer.getShort();
        for (int i = 0; i < MINUTES; i++) {
            slices.cents[i] = (held >>> i & 1) == 0 ? 0 : buffer.getLong();
        }
        return slices;
    }
}
