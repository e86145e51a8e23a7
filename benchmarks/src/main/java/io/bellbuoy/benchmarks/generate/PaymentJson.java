package io.bellbuoy.benchmarks.generate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The bytes of an event: about 200 of them, nine fields of the schema of transactions. */
public final class PaymentJson {

    private static final String[] COUNTRIES = {"DE", "FR", "IT", "ES", "NL", "PL", "SE", "AT"};
    private static final int MERCHANTS = 5_000;
    private static final int TERMINALS = 9_973;

    private PaymentJson() {}

    /** The account's id, which is also the record key. */
    public static String account(int number) {
        return padded(new StringBuilder("a"), number, 7).toString();
    }

    /** The event's JSON. */
    public static byte[] of(Payment payment) {
        StringBuilder json = new StringBuilder(224);
        padded(json.append("{\"transactionId\":\"t"), payment.number(), 9);
        json.append("\",\"accountId\":\"").append(account(payment.account()));
        json.append("\",\"timestamp\":\"").append(Instant.ofEpochMilli(payment.time()));
        padded(json.append("\",\"amount\":\"").append(payment.cents() / 100).append('.'), payment.cents() % 100, 2);
        json.append("\",\"currency\":\"EUR\",\"status\":\"APPROVED\",\"merchantId\":\"m");
        padded(json, payment.number() % MERCHANTS, 4);
        padded(json.append("\",\"terminalId\":\"t"), payment.number() % TERMINALS, 4);
        json.append("\",\"country\":\"")
                .append(COUNTRIES[payment.account() % COUNTRIES.length])
                .append("\"}");
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }
}
