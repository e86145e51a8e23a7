package io.bellbuoy.quickstart.demo;

import java.util.List;

/** Names of the fraud detection service's topics and group, as its configuration ships them. */
final class FraudTopics {

    static final String GROUP = "fraud-detection";
    static final String TRANSACTIONS = "transactions";
    static final String VERIFICATIONS = "account-verifications";
    static final String ALERTS = "fraud-alerts";
    static final String ACTIONS = "account-actions";
    static final int PARTITIONS = 4;

    static final List<String> INPUTS = List.of(TRANSACTIONS, VERIFICATIONS);
    static final List<String> OUTPUTS =
            List.of(ALERTS, ACTIONS, TRANSACTIONS + "-dlt", VERIFICATIONS + "-dlt", GROUP + "-late");

    private FraudTopics() {}
}
