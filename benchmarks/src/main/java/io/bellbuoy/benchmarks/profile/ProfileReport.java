package io.bellbuoy.benchmarks.profile;

import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a turn went.
 *
 * @param command what was typed
 * @param workload the input, with the warm-up
 * @param warmUp how many of its events were neither measured nor recorded
 * @param system that was looked at
 * @param rules how many rules Bellbuoy had
 * @param alertsEqual whether the alerts of the high-value rule were as they must be
 */
record ProfileReport(
        String command,
        Machine machine,
        Workload workload,
        int warmUp,
        String system,
        int rules,
        boolean alertsEqual,
        Measurement measurement,
        Profile profile) {

    private static final int MOST = 20;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "by package, the innermost of Bellbuoy's", profile.packages());
        add(lines, "by method, its own time", profile.methods());
        add(lines, "by thread", profile.threads());
        add(lines, "allocated bytes by class", profile.allocated());
        lines.add("%s: %,.0f events/s, %.1f CPU s in %.2f s, of these %.2f s pauses of the collector; %,d samples."
                .formatted(
                        system,
                        measurement.rate(),
                        measurement.cpuSeconds(),
                        measurement.seconds(),
                        profile.pauses().toMillis() / 1e3,
                        profile.samples()));
        lines.add("%,d events after %,d to warm up, %,d accounts, seed %d, rules: %d."
                .formatted(workload.events() - warmUp, warmUp, workload.accounts(), workload.seed(), rules));
        lines.add(machine.toString());
        lines.add(command);
        lines.add("alerts equal: " + (alertsEqual ? "yes" : "NO"));
        return lines;
    }

    private static void add(List<String> lines, String title, List<Profile.Share> shares) {
        lines.add(title);
        shares.stream()
                .limit(MOST)
                .map(share -> String.format(Locale.ROOT, "%8.1f %%  %s", 100 * share.part(), share.name()))
                .forEach(lines::add);
        lines.add("");
    }
}
