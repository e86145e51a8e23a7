package io.bellbuoy.stream.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time, the first in the lowest bits (Warren, Hacker's Delight, 6.1): most of decoding is to look for the end
 * of text that nobody reads.
 */
final class Words {

    /** The bytes of a word. */
    static final int BYTES = Long.BYTES;

    private static final VarHandle AT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long DELETES = ONES * 0x7f;
    private static final long SPACES = ONES * ' ';

    private Words() {}

    /**
     * The bytes from an index on.
     *
     * @throws IndexOutOfBoundsException if fewer than eight are left
     */
    static long at(byte[] bytes, int index) {
        return (long) AT.get(bytes, index);
    }

    /**
     * How many bytes of a word are plain text, from the first on: printable ASCII but for the quote and the backslash; 8 if
     * all are.
     */
    static int plain(long word) {
        // A byte below another one, and a byte that is zero after the exclusive or, borrow its top bit from above;
        // those behind
        // the first such byte may be wrong, and it alone counts.
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        long delete = word ^ DELETES;
        long others = (quote - ONES & ~quote)
                | (backslash - ONES & ~backslash)
                | (delete - ONES & ~delete)
                | (word - SPACES & ~word)
                | word;
        return Long.numberOfTrailingZeros(others & TOPS) >>> 3;
    }
}
