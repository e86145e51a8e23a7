package io.bellbuoy.benchmarks.deadletters;

import io.bellbuoy.benchmarks.latency.Percentiles;
import io.bellbuoy.benchmarks.report.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was found.
 *
 * @param command what was typed
 * @param letters how many dead letters were collected
 * @param causes in how many groups they are
 * @param bytes of keys, values and headers of all
 * @param rate dead letters a second, from the first commit to the last
 * @param pages how long pages took when all had been collected
 */
public record DeadLettersReport(
        String command, Machine machine, long letters, long causes, long bytes, double rate, List<PageTime> pages) {

    public DeadLettersReport {
        pages = List.copyOf(pages);
    }

    /**
     * A page.
     *
     * @param name what it is
     * @param time from the request to the last byte of the answer
     */
    public record PageTime(String name, Percentiles time) {}

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "collected: %,.0f dead letters/s (%,d of %,d causes, %,d bytes each with their headers)",
                rate,
                letters,
                causes,
                bytes / letters));
        lines.add("");
        lines.add(
                "%-46s %9s %9s %9s".formatted("page, with all of them in the database", "p50 ms", "p99 ms", "max ms"));
        for (PageTime page : pages) {
            Percentiles time = page.time();
            lines.add(String.format(
                    Locale.ROOT, "%-46s %9.1f %9.1f %9.1f", page.name(), time.p50(), time.p99(), time.max()));
        }
        lines.add("");
        lines.add("From the request to the last byte, one request after the other, %d of each after as many to warm up."
                .formatted(pages.get(0).time().count()));
        lines.add(machine.toString());
        lines.add(command);
        return lines;
    }
}
