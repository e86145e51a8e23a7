package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Card payments and the published values of their features: for each row of one week the count and the mean amount of
 * its customer's payments in the last 1, 7 and 30 days, the row included; and the count and the share of frauds of its
 * terminal's payments in as many days, up to 7 days before, since labels are known 7 days late.
 */
final class WindowOracle {

    /** The features of customers, in the order of the oracle's columns. */
    static final List<String> FEATURES = List.of("count1d", "mean1d", "count7d", "mean7d", "count30d", "mean30d");

    /** Rows that share customer and second with another: their values depend on which of the two counts first. */
    static final Set<String> AMBIGUOUS = Set.of("1240489", "1240490", "1242689", "1242690");

    /** The features of terminals, in the order of the oracle's columns. */
    static final List<String> TERMINAL_FEATURES =
            List.of("count1d", "risk1d", "count7d", "risk7d", "count30d", "risk30d");

    private static final int FIRST_CUSTOMER_COLUMN = 1;
    private static final int FIRST_TERMINAL_COLUMN = 7;
    private static final BigDecimal HALF_OF_LAST_DIGIT = new BigDecimal("0.000005");

    /** A payment. */
    record Payment(String id, Instant time, String customer, String terminal, String amount) {

        byte[] json() {
            return ("{\"transactionId\":\"" + id + "\",\"accountId\":\"" + customer + "\",\"timestamp\":\"" + time
                            + "\",\"amount\":\"" + amount + "\",\"terminalId\":\"" + terminal + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private final List<Payment> payments = new ArrayList<>();
    private final Map<String, List<BigDecimal>> expected = new HashMap<>();

    private final List<String> features;
    private final Set<String> ambiguous;

    /** The features of customers. */
    WindowOracle(Path data) {
        this(data, FEATURES, FIRST_CUSTOMER_COLUMN, AMBIGUOUS);
    }

    /** The features of terminals. */
    static WindowOracle ofTerminals(Path data) {
        return new WindowOracle(data, TERMINAL_FEATURES, FIRST_TERMINAL_COLUMN, Set.of());
    }

    /** @param data the directory of the public event data */
    private WindowOracle(Path data, List<String> features, int firstColumn, Set<String> ambiguous) {
        this.features = features;
        this.ambiguous = ambiguous;
        for (String[] row : rows(data.resolve("fraud_a_events.csv.gz"))) {
            payments.add(new Payment(row[0], Instant.parse(row[1]), row[2], row[3], row[4]));
        }
        for (String[] row : rows(data.resolve("fraud_a_window_oracle.csv.gz"))) {
            List<BigDecimal> values = new ArrayList<>();
            for (int i = 0; i < features.size(); i++) {
                values.add(new BigDecimal(row[firstColumn + i]));
            }
            expected.put(row[0], values);
        }
    }

    /** The rows of a file, without its head. */
    static List<String[]> rows(Path file) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All payments in the order of their time. */
    List<Payment> payments() {
        return payments;
    }

    /** The names of the features, in the order of the columns. */
    List<String> features() {
        return features;
    }

    /** How many rows have published values. */
    int rows() {
        return expected.size();
    }

    /** Whether a row has published values. */
    boolean knows(String id) {
        return expected.containsKey(id);
    }

    /** Compares what was published with the oracle and returns how many rows were equal; the rest must be ambiguous. */
    int compare(Map<String, Map<String, BigDecimal>> published) {
        List<String> different = new ArrayList<>();
        int equal = 0;
        for (Map.Entry<String, List<BigDecimal>> row : expected.entrySet()) {
            Map<String, BigDecimal> values = published.get(row.getKey());
            if (values != null && isEqual(row.getValue(), values)) {
                equal++;
            } else if (!ambiguous.contains(row.getKey())) {
                different.add(row.getKey() + ": expected " + row.getValue() + ", published " + values);
            }
        }
        assertThat(different).as("rows that differ from the oracle").isEmpty();
        return equal;
    }

    private boolean isEqual(List<BigDecimal> expected, Map<String, BigDecimal> published) {
        for (int i = 0; i < features.size(); i++) {
            BigDecimal value = published.get(features.get(i));
            boolean isCount = features.get(i).startsWith("count");
            if (value == null
                    || expected.get(i).subtract(value).abs().compareTo(isCount ? BigDecimal.ZERO : HALF_OF_LAST_DIGIT)
                            > 0) {
                return false;
            }
        }
        return true;
    }
}
