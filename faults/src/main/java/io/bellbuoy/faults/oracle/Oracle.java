package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must come out of the rules in {@code rules.yml} for the records of all partitions. Single-threaded. */
public final class Oracle {

    private final Map<Integer, PartitionOracle> partitions = new TreeMap<>();
    private final MerchantMinute merchants = new MerchantMinute();
    private final boolean staged;

    /** @param staged whether there is a rule by another key than that of the records */
    public Oracle(boolean staged) {
        this.staged = staged;
    }

    /** Takes the next record of its partition. */
    public void take(InputRecord record) {
        partitions
                .computeIfAbsent(record.partition(), any -> new PartitionOracle(merchants::take))
                .take(record);
    }

    /** All that must have come out when every record that was taken is processed. */
    public List<Expectation> expected() {
        List<Expectation> expected = new ArrayList<>();
        partitions.values().forEach(partition -> expected.addAll(partition.expected()));
        if (staged) {
            expected.addAll(merchants.expected());
        }
        return expected;
    }
}
