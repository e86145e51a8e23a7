package io.bellbuoy.benchmarks.generate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The bytes of an event: about 200 of them, nine fields of the schema of transactions. */
public final class PaymentJson {

    /** Of all events. */
    public static final String CURRENCY = "EUR";

    /** Of all events. */
    public static final String STATUS = "APPROVED";

    private static final String[] COUNTRIES = {"DE", "FR", "IT", "ES", "NL", "PL", "SE", "AT"};
    private static final int MERCHANTS = 5_000;
    private static final int TERMINALS = 9_973;

    private PaymentJson() {}

    /** The account's id, which is also the record key. */
    public static String account(int number) {
        return padded(new StringBuilder("a"), number, 7).toString();
    }

    /** The merchant's id in the event of that number. */
    public static String merchant(int number) {
        return padded(new StringBuilder("m"), number % MERCHANTS, 4).toString();
    }

    /** The terminal's id in the event of that number. */
    public static String terminal(int number) {
        return padded(new StringBuilder("t"), number % TERMINALS, 4).toString();
    }

    /** The country in the events of the account of that number. */
    public static String country(int account) {
        return COUNTRIES[account % COUNTRIES.length];
    }

    /** The event's JSON. */
    public static byte[] of(Payment payment) {
        StringBuilder json = new StringBuilder(224);
        padded(json.append("{\"transactionId\":\"t"), payment.number(), 9);
        json.append("\",\"accountId\":\"").append(account(payment.account()));
        json.append("\",\"timestamp\":\"").append(Instant.ofEpochMilli(payment.time()));
        padded(json.append("\",\"amount\":\"").append(payment.cents() / 100).append('.'), payment.cents() % 100, 2);
        json.append("\",\"currency\":\"" + CURRENCY + "\",\"status\":\"" + STATUS + "\",\"merchantId\":\"")
                .append(merchant(payment.number()));
        json.append("\",\"terminalId\":\"").append(terminal(payment.number()));
        json.append("\",\"country\":\"").append(country(payment.account())).append("\"}");
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }
}
