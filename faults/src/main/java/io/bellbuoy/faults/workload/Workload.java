package io.bellbuoy.faults.workload;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Payments in the order of sending: a few accounts pay most, times are up to 4.9 s out of order, and of a thousand records some
 * are repeated, late, too far ahead, or no payments at all. Endless; single-threaded.
 */
public final class Workload implements Iterator<Sending> {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final int STEP_MILLIS = 20;
    private static final int DISORDER_MILLIS = 4_900;
    private static final int ACCOUNTS = 2_000;
    private static final int MERCHANTS = 100;
    private static final int REMEMBERED = 1_000;
    private static final int LATE_LEAST_MILLIS = 30_000;
    private static final int LATE_MOST_MILLIS = 15 * 60_000;
    private static final int AHEAD_MILLIS = 3_600_000;

    private final Random random;
    private final Deque<Sending> recent = new ArrayDeque<>();
    private int number;

    public Workload(long seed) {
        this.random = new Random(seed);
    }

    /** The first records of the workload of a seed. */
    public static List<Sending> of(long seed, int size) {
        Workload workload = new Workload(seed);
        List<Sending> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            records.add(workload.next());
        }
        return records;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Sending next() {
        number++;
        int dice = random.nextInt(1_000);
        if (dice < 10 && !recent.isEmpty()) {
            return recent.stream()
                    .skip(random.nextInt(recent.size()))
                    .findFirst()
                    .orElseThrow();
        }
        String account = account();
        long now = START.toEpochMilli() + (long) number * STEP_MILLIS;
        if (dice < 15) {
            return payment(account, account, now - late(), now, "LATE");
        }
        long time = now - random.nextInt(DISORDER_MILLIS);
        if (dice < 17) {
            return payment(account, account, time + AHEAD_MILLIS, time);
        }
        if (dice < 19) {
            return payment(account, account() + "-other", time, time);
        }
        if (dice < 22) {
            return new Sending(account, broken(account, time), Instant.ofEpochMilli(time));
        }
        Sending sending = payment(account, account, time, time);
        recent.addLast(sending);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        return sending;
    }

    /** The smaller the number of the account, the more it pays. */
    private String account() {
        return "acc-" + (int) (ACCOUNTS * Math.pow(random.nextDouble(), 2));
    }

    private long late() {
        return LATE_LEAST_MILLIS + random.nextInt(LATE_MOST_MILLIS - LATE_LEAST_MILLIS);
    }

    private Sending payment(String key, String account, long time, long timestamp) {
        return payment(key, account, time, timestamp, "APPROVED");
    }

    private Sending payment(String key, String account, long time, long timestamp, String status) {
        String json = "{\"transactionId\":\"t" + number + "\",\"accountId\":\"" + account + "\",\"timestamp\":\""
                + Instant.ofEpochMilli(time) + "\",\"merchantId\":\"m-" + random.nextInt(MERCHANTS) + "\",\"status\":\""
                + status + "\",\"amount\":\"" + BigDecimal.valueOf(cents(), 2) + "\"}";
        return new Sending(key, bytes(json), Instant.ofEpochMilli(timestamp));
    }

    /** Few are nothing, some are tiny, some large. */
    private long cents() {
        int dice = random.nextInt(1_000);
        if (dice < 2) {
            return 0;
        }
        if (dice < 6) {
            return 1 + random.nextInt(4);
        }
        if (dice < 40) {
            return 5 + random.nextInt(190);
        }
        return dice < 55 ? 90_100 + random.nextInt(400_000) : 200 + random.nextInt(20_000);
    }

    private byte[] broken(String account, long time) {
        return switch (random.nextInt(3)) {
            case 0 -> bytes("{\"transactionId\":\"t" + number + "\",");
            case 1 -> bytes("no payment at all");
            default ->
                bytes("{\"transactionId\":\"t" + number + "\",\"accountId\":\"" + account + "\",\"timestamp\":\""
                        + Instant.ofEpochMilli(time) + "\"}");
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
