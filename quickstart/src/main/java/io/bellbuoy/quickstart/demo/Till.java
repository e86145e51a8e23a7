package io.bellbuoy.quickstart.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A till whose new release writes amounts with a comma, so that none of its payments can be processed: the mishap that the
 * reader of a demo puts right. Each payment alone, once its amount is {@code 12000.00}, rings the alert {@code high-value}.
 */
final class Till {

    static final String WRITTEN = "12.000,00";
    static final String MEANT = "12000.00";
    static final int PAYMENTS = 5;

    private Till() {}

    /** A payment as it comes from the till. */
    record Sale(String accountId, byte[] value) {}

    /** What it sells at a time, to accounts that the generated stream does not know. */
    static List<Sale> sales(Instant time) {
        List<Sale> sales = new ArrayList<>();
        for (int i = 1; i <= PAYMENTS; i++) {
            String account = "A900000" + i;
            String json = """
                    {"transactionId":"till-%d","accountId":"%s","timestamp":"%s","amount":"%s","currency":"EUR","status":"APPROVED"}""".formatted(i, account, time, WRITTEN);
            sales.add(new Sale(account, json.getBytes(StandardCharsets.UTF_8)));
        }
        return sales;
    }
}
