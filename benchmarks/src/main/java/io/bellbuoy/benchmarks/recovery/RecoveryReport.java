package io.bellbuoy.benchmarks.recovery;

import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What recoveries took.
 *
 * @param command what was typed
 * @param accounts that have state
 * @param rate events a second all the while
 * @param settleSeconds between the last account's first event and the kill
 * @param jvmOptions the options of each system's JVM
 * @param alertsEqual whether all alerts were as they must be
 */
public record RecoveryReport(
        String command,
        Machine machine,
        int accounts,
        int rate,
        int settleSeconds,
        int partitions,
        int threads,
        List<String> jvmOptions,
        boolean alertsEqual,
        List<Turn> turns) {

    private static final String ROW = "%-28s %-6s %20s %22s %22s %5s";

    public RecoveryReport {
        jvmOptions = List.copyOf(jvmOptions);
        turns = List.copyOf(turns);
    }

    /**
     * One recovery.
     *
     * @param run counts from 1
     * @param diskKept whether the local disk was there
     * @param startToAlert seconds from the start of the new process to the first alert on an event sent after the kill
     * @param startToCommit seconds from its start of consumers to its first commit
     * @param assignmentToCommit seconds from the first assignment to the first commit; null if the system is not told
     */
    public record Turn(
            int run,
            String system,
            boolean diskKept,
            double startToAlert,
            double startToCommit,
            @Nullable Double assignmentToCommit) {}

    private record Row(String system, boolean diskKept) {}

    /** For people: two lines a system with medians over the runs. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted(
                "system, s", "disk", "start to new alert", "consumers to commit", "assignment to commit", "runs"));
        Set<Row> rows = new LinkedHashSet<>();
        turns.forEach(turn -> rows.add(new Row(turn.system(), turn.diskKept())));
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        lines.add(
                "After kill -9: from the start of the new process to the first alert on an event sent after the kill; medians.");
        lines.add(
                ("%,d accounts, %,d events/s, killed %d s after all had state, %d partitions, %d threads; each system's JVM"
                                + " with %s.")
                        .formatted(accounts, rate, settleSeconds, partitions, threads, String.join(" ", jvmOptions)));
        lines.add(machine.toString());
        lines.add(command);
        lines.add("alerts equal: " + (alertsEqual ? "yes" : "NO"));
        return lines;
    }

    private String line(Row row) {
        List<Turn> own = turns.stream()
                .filter(turn -> turn.system().equals(row.system()) && turn.diskKept() == row.diskKept())
                .toList();
        List<Turn> told =
                own.stream().filter(turn -> turn.assignmentToCommit() != null).toList();
        return ROW.formatted(
                row.system(),
                row.diskKept() ? "kept" : "lost",
                median(own, Turn::startToAlert),
                median(own, Turn::startToCommit),
                told.isEmpty() ? "-" : median(told, turn -> Objects.requireNonNull(turn.assignmentToCommit())),
                own.size());
    }

    private static String median(List<Turn> turns, ToDoubleFunction<Turn> value) {
        double median =
                Spread.of(turns.stream().map(value::applyAsDouble).toList()).median();
        return String.format(Locale.ROOT, "%.2f", median);
    }
}
