package io.bellbuoy.stream.decode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals from the ASCII characters of a JSON number or text. A decimal may have at most {@value #DIGITS} digits
 * written out without an exponent, so that none costs more than it looks.
 */
final class DecimalText {

    static final int DIGITS = 100;
    static final String ALLOWED = "a decimal, such as 12.50 or \"12.50\", of at most " + DIGITS + " digits";

    /** No decimal is longer: sign, point and an exponent of up to six characters come on top of the digits. */
    static final int LONGEST = DIGITS + 8;

    /** So many digits fit a long. */
    private static final int FAST_DIGITS = 18;

    private DecimalText() {}

    /** The decimal of a JSON number, with or without exponent; null if it has too many digits. */
    static @Nullable BigDecimal ofNumber(byte[] text, int offset, int length) {
        BigDecimal plain = usual(text, offset, length);
        return plain != null ? plain : slow(text, offset, length);
    }

    /** The decimal of a text: digits with an optional minus and point; null if it is none or has too many digits. */
    static @Nullable BigDecimal ofText(byte[] text, int offset, int length) {
        BigDecimal plain = usual(text, offset, length);
        if (plain != null) {
            return plain;
        }
        return isPlain(text, offset, offset + length) ? slow(text, offset, length) : null;
    }

    /** The decimal of the usual text, digits that fit a long with an optional minus and point; null for every other one. */
    static @Nullable BigDecimal usual(byte[] text, int offset, int length) {
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
            byte c = text[i];
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

    private static boolean isPlain(byte[] text, int from, int end) {
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

    private static int digits(byte[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private static @Nullable BigDecimal slow(byte[] text, int offset, int length) {
        if (length > LONGEST) {
            return null;
        }
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(new String(text, offset, length, StandardCharsets.ISO_8859_1));
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
