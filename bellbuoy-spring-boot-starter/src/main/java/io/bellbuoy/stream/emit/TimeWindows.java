package io.bellbuoy.stream.emit;

import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.event.TimeWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The engine's windows as those on topics. */
final class TimeWindows {

    private TimeWindows() {}

    static @Nullable TimeWindow of(@Nullable Window window) {
        return window == null
                ? null
                : new TimeWindow(Instant.ofEpochMilli(window.start()), Instant.ofEpochMilli(window.end()));
    }
}
