package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Expectation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must come out of the rules in {@code rules.yml} for the records of all partitions. Single-threaded. */
public final class Oracle {

    private final Map<Integer, PartitionOracle> partitions = new TreeMap<>();

    /** Takes the next record of its partition. */
    public void take(InputRecord record) {
        partitions
                .computeIfAbsent(record.partition(), any -> new PartitionOracle())
                .take(record);
    }

    /** All that must have come out when every record that was taken is processed. */
    public List<Expectation> expected() {
        return partitions.values().stream()
                .flatMap(partition -> partition.expected().stream())
                .toList();
    }
}
