package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.HighValue;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares alerts with what must ring: each window of an account exactly once, by one alert id, and none taken back.
 * Alerts of other rules are not looked at. Revisions of an alert, as when its window closes with a larger total, are no alerts of their own. Single-threaded.
 */
public final class AlertCheck {

    private final EventCodec codec = new EventCodec();
    private final Map<UUID, Window> fired = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** What is wrong with all alerts on a topic, in a line; null if they are equal to those expected. */
    public static @Nullable String difference(String bootstrapServers, String topic, Set<Window> expected) {
        AlertCheck check = new AlertCheck();
        try (Topics topics = Topics.open(bootstrapServers);
                CommittedReader reader = CommittedReader.open(bootstrapServers, topics.require(topic), true)) {
            reader.readToEnd(record -> check.add(record.value()));
        }
        return check.difference(expected);
    }

    /**
     * Takes one record of an alert topic.
     *
     * @return the window that rings; null if the record says something else
     */
    public @Nullable Window add(byte[] json) {
        Alert alert = codec.read(json, Alert.class);
        if (!alert.rule().equals(HighValue.NAME)) {
            return null;
        }
        TimeWindow times = alert.window();
        String account = alert.key().get("accountId");
        if (times == null || account == null) {
            faults.add("alert " + alert.id() + " has no window or no account");
        } else if (alert.status() == AlertStatus.FIRING) {
            Window window = new Window(account, times.end());
            if (fired.put(alert.id(), window) != null) {
                faults.add("alert " + alert.id() + " fired twice");
            }
            return window;
        } else if (alert.status() == AlertStatus.RETRACTED) {
            faults.add("alert " + alert.id() + " was retracted");
        }
        return null;
    }

    /**
     * What is wrong with the alerts so far, in a line; null if they are equal to those expected.
     *
     * @param expected what must ring
     */
    public @Nullable String difference(Set<Window> expected) {
        Set<Window> found = Set.copyOf(fired.values());
        long missing =
                expected.stream().filter(window -> !found.contains(window)).count();
        long unexpected =
                found.stream().filter(window -> !expected.contains(window)).count();
        if (missing == 0 && unexpected == 0 && faults.isEmpty() && fired.size() == expected.size()) {
            return null;
        }
        String first = faults.isEmpty() ? "" : ", the first: " + faults.get(0);
        return "%d alerts instead of %d: %d missing, %d unexpected, %d faults%s"
                .formatted(fired.size(), expected.size(), missing, unexpected, faults.size(), first);
    }
}
