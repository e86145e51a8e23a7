package io.bellbuoy.engine.alert;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Someone's word that first alerts of a rule and key are not to be published until some event time. Immutable.
 *
 * @param since the watermark when it was set, epoch milliseconds; {@link Long#MIN_VALUE} before the first
 * @param until the event time from which alerts are published again, epoch milliseconds
 * @param reason why
 * @param by who said so; null: nobody told
 * @param held how many alerts it has held back
 */
public record Snooze(
        long since, long until, String reason, @Nullable String by, long held) {

    /** A snooze that has held back nothing yet. */
    public Snooze(long since, long until, String reason, @Nullable String by) {
        this(since, until, reason, by, 0);
    }

    /** This snooze, having held back one alert more. */
    public Snooze heldOneMore() {
        return new Snooze(since, until, reason, by, held + 1);
    }

    /**
     * The cells that hold the snoozes of one rule. The watermark removes them at their end.
     *
     * @param id the number of the cells
     */
    public record Cells(int id) implements CellType<Snooze> {

        @Override
        public long wakeAt(long chunk, Snooze value) {
            return value.until();
        }

        @Override
        public void write(Snooze value, StateOutput out) {
            out.writeSigned(value.since());
            out.writeSigned(value.until());
            out.writeText(value.reason());
            out.writeValue(value.by());
            out.writeUnsigned(value.held());
        }

        @Override
        public Snooze read(StateInput in) {
            return new Snooze(
                    in.readSigned(), in.readSigned(), in.readText(), (String) in.readValue(), in.readUnsigned());
        }
    }
}
