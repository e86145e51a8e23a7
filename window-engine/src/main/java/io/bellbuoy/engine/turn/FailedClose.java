package io.bellbuoy.engine.turn;

import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.window.Window;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** No event is to blame for what fails at a window's close, so the dead letter describes the window. */
public final class FailedClose {

    private FailedClose() {}

    /**
     * The dead letter.
     *
     * @param kind {@code rule} or {@code feature}
     * @param key the fields of the key
     */
    public static Output.Dead of(
            String kind,
            String name,
            Map<String, String> key,
            String recordKey,
            Window window,
            Place where,
            RuntimeException failure) {
        String text = kind + " " + name + ", key " + key + ", window [" + window.start() + ", " + window.end() + ")";
        StoredRecord record = new StoredRecord(
                where.topic(),
                where.partition(),
                -1,
                window.end(),
                recordKey.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8),
                List.of());
        return new Output.Dead(
                record,
                Output.Reason.RULE_FAILED,
                name,
                String.valueOf(failure.getMessage()),
                RuleFailure.nameOf(failure));
    }
}
