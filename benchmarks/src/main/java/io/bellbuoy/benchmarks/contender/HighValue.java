package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.json.EventCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The rule of {@code high-value.yml} for systems that are told it in Java. */
public final class HighValue {

    /** A window with more than this rings. */
    public static final long BOUND_CENTS = 10_000_00;

    /** How long a window is. */
    public static final Duration SIZE = Duration.ofMinutes(10);

    /** How far apart windows begin. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    /** How late events may be, by their own time. */
    public static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    /** Its name. */
    public static final String NAME = "high-value";

    private final EventCodec codec = new EventCodec();

    /**
     * The JSON of an alert.
     *
     * @param end the window's end, epoch milliseconds
     * @param cents the total
     * @param eventTime of the event that rang, or the window's end; epoch milliseconds
     */
    public byte[] alert(String account, long end, long cents, long eventTime) {
        Instant until = Instant.ofEpochMilli(end);
        return codec.write(new Alert(
                UUID.nameUUIDFromBytes((account + '@' + end).getBytes(StandardCharsets.UTF_8)),
                1,
                AlertStatus.FIRING,
                "bench",
                NAME,
                "1",
                Severity.HIGH,
                "",
                Map.of("accountId", account),
                new TimeWindow(until.minus(SIZE), until),
                null,
                Instant.ofEpochMilli(eventTime),
                Map.of("total", BigDecimal.valueOf(cents, 2)),
                "total > 10000",
                null,
                null));
    }
}
