package io.bellbuoy.stream.decode;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals from the characters of a JSON number or text. A decimal may have at most {@value #DIGITS} digits
 * written out without an exponent, so that none costs more than it looks.
 */
final class DecimalText {

    static final int DIGITS = 100;
    static final String ALLOWED = "a decimal, such as 12.50 or \"12.50\", of at most " + DIGITS + " digits";

    /** So many digits fit a long. */
    private static final int FAST_DIGITS = 18;

    private DecimalText() {}

    /** The decimal of a JSON number, with or without exponent; null if it has too many digits. */
    static @Nullable BigDecimal ofNumber(char[] text, int offset, int length) {
        BigDecimal plain = ofPlain(text, offset, length);
        return plain != null ? plain : slow(text, offset, length);
    }

    /** The decimal of a text: digits with an optional minus and point; null if it is none or has too many digits. */
    static @Nullable BigDecimal ofText(char[] text, int offset, int length) {
        BigDecimal plain = ofPlain(text, offset, length);
        if (plain != null) {
            return plain;
        }
        return isPlain(text, offset, offset + length) ? slow(text, offset, length) : null;
    }

    /** The usual case, digits that fit a long; null for everything else, valid or not. */
    private static @Nullable BigDecimal ofPlain(char[] text, int offset, int length) {
        int end = offset + length;
        int i = offset;
        boolean negative = length > 0 && text[i] == '-';
        if (negative) {
            i++;
        }
        if (end - i > FAST_DIGITS + 1) {
            return null;
        }
        long unscaled = 0;
        int point = -1;
        int first = i;
        for (; i < end; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                unscaled = unscaled * 10 + (c - '0');
            } else if (c == '.' && point < 0 && i > first) {
                point = i;
            } else {
                return null;
            }
        }
        int digits = end - first - (point < 0 ? 0 : 1);
        if (digits == 0 || digits > FAST_DIGITS || point == end - 1) {
            return null;
        }
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, point < 0 ? 0 : end - 1 - point);
    }

    private static boolean isPlain(char[] text, int from, int end) {
        int i = from < end && text[from] == '-' ? from + 1 : from;
        int integer = digits(text, i, end);
        if (integer == i) {
            return false;
        }
        if (integer == end) {
            return true;
        }
        return text[integer] == '.' && integer + 1 < end && digits(text, integer + 1, end) == end;
    }

    private static int digits(char[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private static @Nullable BigDecimal slow(char[] text, int offset, int length) {
        // Sign, point and an exponent of up to six characters come on top of the digits.
        if (length > DIGITS + 8) {
            return null;
        }
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(text, offset, length);
        } catch (NumberFormatException e) {
            return null;
        }
        long scale = decimal.scale();
        if (decimal.signum() == 0 && scale < 0) {
            return BigDecimal.ZERO;
        }
        long digits = Math.max(decimal.precision(), Math.max(decimal.precision() - scale, scale));
        if (digits > DIGITS) {
            return null;
        }
        return scale < 0 ? decimal.setScale(0) : decimal;
    }
}
