package io.bellbuoy.faults.run;

import io.bellbuoy.faults.outcome.Outcome;
import io.bellbuoy.faults.outcome.Outcome.Channel;
import io.bellbuoy.faults.outcome.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a trial found.
 *
 * @param faults how many struck that are no kills
 * @param takeovers from each kill until every partition had gone on
 * @param alarms what the instances asked people to act on
 */
public record TrialReport(
        long events, int kills, int faults, List<Duration> takeovers, List<String> alarms, Verdict verdict) {

    private static final int SHOWN = 10;

    /** The line that Kafka's own tests would print. */
    public String line() {
        return "%,d events, %d kills, %d faults: %d lost, %d duplicate, %s%s, takeover p50/p99 %s"
                .formatted(
                        events,
                        kills,
                        faults,
                        verdict.lost().size(),
                        verdict.duplicate().size() + verdict.invented().size(),
                        verdict.disordered().isEmpty()
                                ? "order per key kept"
                                : verdict.disordered().size() + " out of order",
                        alarms.isEmpty() ? "" : ", " + alarms.size() + " alarms",
                        takeovers.isEmpty() ? "-" : seconds(0.5) + "/" + seconds(0.99) + " s");
    }

    /** Whether everything came out once and in order, and nothing else, and nobody had to act. */
    public boolean isExact() {
        return verdict.isExact() && alarms.isEmpty();
    }

    private String seconds(double share) {
        List<Duration> sorted = takeovers.stream().sorted().toList();
        int at = Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1);
        return "%.1f".formatted(sorted.get(Math.max(0, at)).toMillis() / 1000.0);
    }

    /** What was expected, and the first of all that differs. */
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        StringBuilder expected = new StringBuilder("expected:");
        for (Channel channel : Channel.values()) {
            expected.append(" %,d %s,"
                    .formatted(
                            verdict.expected().getOrDefault(channel, 0),
                            channel.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        lines.add(expected.substring(0, expected.length() - 1));
        show("lost", verdict.lost(), lines);
        show("duplicate", verdict.duplicate(), lines);
        show("not expected", verdict.invented(), lines);
        show("out of order", verdict.disordered(), lines);
        alarms.stream().limit(SHOWN).forEach(alarm -> lines.add("alarm: " + alarm));
        return lines;
    }

    private static void show(String what, List<Outcome> outcomes, List<String> lines) {
        outcomes.stream()
                .limit(SHOWN)
                .forEach(outcome ->
                        lines.add(what + ": " + outcome.channel() + " " + outcome.key() + " " + outcome.what()));
        if (outcomes.size() > SHOWN) {
            lines.add(what + ": and %,d more".formatted(outcomes.size() - SHOWN));
        }
    }
}
