package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rings on every event with how many its key has had: any loss or repetition shows in the numbers. */
final class CountingDetector implements Detector<Long> {

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public String stream() {
        return "payments";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Duration timeToLive() {
        return Duration.ofDays(365);
    }

    @Override
    public Finding<Long> detect(Event event, Schema schema, @Nullable Long state) {
        long count = state == null ? 1 : state + 1;
        return Finding.alert(count, new Raised(Severity.LOW, "seen", Map.of("n", BigDecimal.valueOf(count)), "always"));
    }

    @Override
    public void write(Long state, StateOutput out) {
        out.writeUnsigned(state);
    }

    @Override
    public Long read(StateInput in) {
        return in.readUnsigned();
    }
}
