package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.quickstart.topic.Feeder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Payments of many accounts, numbered in the order of their times: twenty in a millisecond. */
final class AccountPayments {

    /** What the names of accounts begin with. */
    static final String ACCOUNT = "acc-";

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final int PER_MILLISECOND = 20;

    private final Feeder feeder;

    /** @param feeder not closed here */
    AccountPayments(Feeder feeder) {
        this.feeder = feeder;
    }

    void pay(int account, int number, int amount) {
        Instant time = START.plusMillis(number / PER_MILLISECOND);
        String key = ACCOUNT + account;
        String json = "{\"transactionId\":\"t" + number + "-" + amount + "\",\"accountId\":\"" + key
                + "\",\"timestamp\":\"" + time + "\",\"amount\":\"" + amount + "\"}";
        feeder.send(Cluster.INPUT, key, json.getBytes(StandardCharsets.UTF_8), time);
    }

    void flush() {
        feeder.flush();
    }
}
