package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes windows from properties. */
final class WindowFactory {

    private static final String KINDS =
            "one of tumbling, sliding (with every), trailing, session and global (with trigger)";

    private final Checks checks;
    private final WindowProperties window;

    WindowFactory(Checks checks, WindowProperties window) {
        this.checks = checks;
        this.window = window;
    }

    WindowSpec create() {
        List<String> kinds = kinds();
        if (kinds.size() != 1) {
            throw checks.refused("window", kinds.isEmpty() ? "no kind of window" : String.join(" and ", kinds), KINDS);
        }
        requireFitting(kinds.get(0));
        if (window.trailing() != null) {
            Duration size = positive("window.trailing", window.trailing());
            return new WindowSpec.Trailing(size, Boolean.TRUE.equals(window.excludeCurrent()));
        }
        if (window.session() != null) {
            return WindowSpec.session(positive("window.session", window.session()));
        }
        if (kinds.get(0).equals("global")) {
            return new GlobalFactory(checks).create(window.trigger(), window.ttl());
        }
        return aligned();
    }

    private List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        if (window.tumbling() != null) {
            kinds.add("tumbling");
        }
        if (window.sliding() != null) {
            kinds.add("sliding");
        }
        if (window.trailing() != null) {
            kinds.add("trailing");
        }
        if (window.session() != null) {
            kinds.add("session");
        }
        if (Boolean.TRUE.equals(window.global())) {
            kinds.add("global");
        }
        return kinds;
    }

    private void requireFitting(String kind) {
        if (window.every() != null && !kind.equals("sliding")) {
            throw checks.refused("window.every", "every with " + kind, "every with sliding alone");
        }
        if (window.excludeCurrent() != null && !kind.equals("trailing")) {
            throw checks.refused(
                    "window.exclude-current", "exclude-current with " + kind, "exclude-current with trailing alone");
        }
        boolean onGrid = kind.equals("tumbling") || kind.equals("sliding");
        if (window.offset() != null && !onGrid) {
            throw checks.refused("window.offset", "offset with " + kind, "offset with tumbling or sliding");
        }
        if (window.zone() != null && !onGrid) {
            throw checks.refused("window.zone", "zone with " + kind, "zone with tumbling or sliding");
        }
        if (window.trigger() != null && !kind.equals("global")) {
            throw checks.refused("window.trigger", "trigger with " + kind, "trigger with global: true alone");
        }
        if (window.ttl() != null && !kind.equals("global")) {
            throw checks.refused("window.ttl", "ttl with " + kind, "ttl with global: true alone");
        }
    }

    private WindowSpec aligned() {
        String kind = window.tumbling() != null ? "tumbling" : "sliding";
        WindowSize declared =
                positive("window." + kind, window.tumbling() != null ? window.tumbling() : window.sliding());
        WindowSize distance = window.tumbling() != null ? declared : every();
        Duration offset =
                window.offset() == null ? Duration.ZERO : window.offset().duration();
        if (window.zone() != null) {
            return new CalendarFactory(checks, window.zone()).create(kind, declared, distance, offset);
        }
        Duration size = fixed("window." + kind, declared);
        Duration every = window.tumbling() != null ? size : fixed("window.every", distance);
        if (size.toMillis() % every.toMillis() != 0) {
            throw checks.refused(
                    "window.every",
                    "every=" + every + " with sliding=" + size,
                    "a time that the size is a multiple of");
        }
        if (offset.compareTo(every) >= 0) {
            throw checks.refused("window.offset", offset.toString(), "0 or more, and less than " + every);
        }
        return new WindowSpec.Aligned(size, every, offset);
    }

    private WindowSize every() {
        if (window.every() == null) {
            throw checks.refused("window.every", "nothing", "the distance of the windows' starts, as in every: 1m");
        }
        return positive("window.every", window.every());
    }

    private Duration fixed(String property, WindowSize size) {
        if (size.months() > 0) {
            throw checks.refused(
                    property,
                    size + " without zone",
                    "a length of time, as in 30d, or a zone beside it, as in zone: UTC");
        }
        return size.duration();
    }

    private WindowSize positive(String property, @Nullable WindowSize size) {
        if (size == null || size.isZero()) {
            throw checks.refused(property, "0", "a time longer than 0");
        }
        return size;
    }

    private Duration positive(String property, @Nullable TimeSpan span) {
        if (span == null || span.duration().isZero()) {
            throw checks.refused(property, "0", "a time longer than 0");
        }
        return span.duration();
    }
}
