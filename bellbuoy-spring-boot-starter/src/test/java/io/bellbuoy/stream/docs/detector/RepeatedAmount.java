package io.bellbuoy.stream.docs.detector;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rings when an account pays the same amount twice in a row. The state is the last amount, as text. */
final class RepeatedAmount implements Detector<String> {

    @Override
    public String name() {
        return "repeated-amount";
    }

    @Override
    public String stream() {
        return "transactions";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Duration timeToLive() {
        return Duration.ofHours(1);
    }

    @Override
    public Finding<String> detect(Event event, Schema schema, @Nullable String last) {
        String amount = String.valueOf(event.value(schema.position("amount")));
        return amount.equals(last)
                ? Finding.alert(
                        amount, new Raised(Severity.LOW, amount + " again", Map.of("amount", amount), "as before"))
                : Finding.none(amount);
    }

    @Override
    public void write(String state, StateOutput out) {
        out.writeText(state);
    }

    @Override
    public String read(StateInput in) {
        return in.readText();
    }
}
