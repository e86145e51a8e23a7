package io.bellbuoy.events.json;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one text form of a decimal on topics: digits and a point, without exponent; its scale is kept. */
final class Decimals {

    static final String ALLOWED = "a decimal, such as \"12.50\" or 12.50, of at most 1000 digits";

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /** A few bytes such as 1e999999999 would become a gigabyte when written without exponent. */
    private static final int DIGITS = 1000;

    private Decimals() {}

    static String format(BigDecimal decimal) {
        return decimal.toPlainString();
    }

    /** The decimal of a text; empty if the text is not plain or too long. */
    static Optional<BigDecimal> parse(String text) {
        boolean plain = text.length() <= DIGITS + 2 && PLAIN.matcher(text).matches();
        return plain ? bounded(new BigDecimal(text)) : Optional.empty();
    }

    /** The decimal itself; empty if its plain form would be too long. */
    static Optional<BigDecimal> bounded(BigDecimal decimal) {
        boolean small = decimal.precision() <= DIGITS && Math.abs((long) decimal.scale()) <= DIGITS;
        return small ? Optional.of(decimal) : Optional.empty();
    }
}
