package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.json.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares alerts with what must ring: each window of an account exactly once, by one alert id, and none taken back.
 * Revisions of an alert, as when its window closes with a larger total, are no alerts of their own. Single-threaded.
 */
final class AlertCheck {

    private final EventCodec codec = new EventCodec();
    private final Map<UUID, Window> fired = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** Takes one record of an alert topic. */
    void add(byte[] json) {
        Alert alert = codec.read(json, Alert.class);
        TimeWindow window = alert.window();
        String account = alert.key().get("accountId");
        if (window == null || account == null) {
            faults.add("alert " + alert.id() + " has no window or no account");
        } else if (alert.status() == AlertStatus.FIRING) {
            Window before = fired.put(alert.id(), new Window(account, window.end()));
            if (before != null) {
                faults.add("alert " + alert.id() + " fired twice");
            }
        } else if (alert.status() == AlertStatus.RETRACTED) {
            faults.add("alert " + alert.id() + " was retracted");
        }
    }

    /**
     * What is wrong with the alerts so far, in a line; null if they are equal to those expected.
     *
     * @param expected what must ring
     */
    @Nullable
    String difference(Set<Window> expected) {
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
