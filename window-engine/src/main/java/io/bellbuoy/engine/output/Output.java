package io.bellbuoy.engine.output;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.window.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that comes out of a task, to be published in the transaction of its batch. Times are epoch milliseconds, UTC. */
public sealed interface Output {

    /** Hands itself to the method of its kind. */
    void to(OutputSink sink);

    /**
     * An alert, complete: who receives it needs nothing else to see why it rang.
     *
     * @param id deterministic: the same alert has the same id after a restart or a replay
     * @param revision from 1; grows with each publication of the id
     * @param ruleVersion a hash of what decides the rule's results
     * @param message the text for people
     * @param recordKey the record key of the events it is about
     * @param key the rule's key, field by field
     * @param window the window; null for rules that look at each event anew
     * @param eventId the event that made it ring; null if the watermark did
     * @param eventTime the time of that event, or the window's end
     * @param values the values that the condition was evaluated with
     * @param condition the condition's text
     * @param watermark the task's watermark; {@link Long#MIN_VALUE} before the first
     * @param evidence where the records lie; null if none are known
     */
    record Alert(
            UUID id,
            int revision,
            AlertStatus status,
            String rule,
            String ruleVersion,
            Severity severity,
            String message,
            String recordKey,
            Map<String, String> key,
            @Nullable Window window,
            @Nullable String eventId,
            long eventTime,
            Map<String, @Nullable Object> values,
            String condition,
            long watermark,
            @Nullable Evidence evidence)
            implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.alert(this);
        }
    }

    /**
     * An alert of a rule that is only tried.
     *
     * @param alert what would be published if the rule were live
     */
    record ShadowAlert(Alert alert) implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.shadowAlert(alert);
        }
    }

    /**
     * Values of features or of a rule's computations, published to a topic.
     *
     * @param topic where to
     * @param recordKey the record key of the event
     * @param eventId the event they follow; null if a window closed
     * @param window the window that closed, or the time of a match; null if they follow an event alone
     * @param id what tells the record from others of its topic; null: event or window and key do
     */
    record Values(
            String topic,
            String recordKey,
            @Nullable String eventId,
            Map<String, String> key,
            long eventTime,
            @Nullable Window window,
            Map<String, @Nullable Object> values,
            @Nullable UUID id)
            implements Output {

        /** Values that are told from others by their event or window, and key. */
        public Values(
                String topic,
                String recordKey,
                @Nullable String eventId,
                Map<String, String> key,
                long eventTime,
                @Nullable Window window,
                Map<String, @Nullable Object> values) {
            this(topic, recordKey, eventId, key, eventTime, window, values, null);
        }

        @Override
        public void to(OutputSink sink) {
            sink.values(this);
        }
    }

    /**
     * A scorecard's decision on one event.
     *
     * @param version a hash of what decides its results, the versions of its rules included
     * @param recordKey the record key of the event
     * @param key the field of the record key and its value
     * @param score the sum of the weights of the parts that hold
     * @param outcome what is to be done
     * @param scored what the score alone amounts to
     * @param parts the rules and detectors of the scorecard, in the order of declaration
     * @param lists the entries of allow and deny lists that the event is on, which override what the score amounts to
     */
    record Decision(
            String scorecard,
            String version,
            String recordKey,
            Map<String, String> key,
            String eventId,
            long eventTime,
            BigDecimal score,
            Outcome outcome,
            Outcome scored,
            List<Part> parts,
            List<Listed> lists)
            implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.decision(this);
        }
    }

    /**
     * A rule's part in a decision.
     *
     * @param rule the name of the rule or detector
     * @param weight what it adds if it holds
     * @param holds whether it holds for the event
     * @param values the values its condition was evaluated with; empty if it was not asked
     */
    record Part(String rule, String version, BigDecimal weight, boolean holds, Map<String, @Nullable Object> values) {}

    /**
     * An entry of a list that an event is on.
     *
     * @param list the name of the list
     * @param until until when it counts, epoch milliseconds; {@link ListSpec#NEVER} for good
     */
    record Listed(
            String list,
            ListSpec.Effect effect,
            String value,
            @Nullable String reason,
            long until) {}

    /** What an action does. */
    enum ActionKind {
        BLOCK,
        RELEASE_LIFTED,
        RELEASE_EXPIRED
    }

    /**
     * A block of a record key, or its end.
     *
     * @param id the same for the block and its release
     * @param until when the block ends by itself
     * @param at when this took effect, event time
     */
    record Action(
            UUID id, ActionKind kind, String recordKey, String rule, UUID alertId, long since, long until, long at)
            implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.action(this);
        }
    }

    /**
     * An event that came too late for some rules or features; for others it may have counted.
     *
     * @param names the rules and features that it was late for, at least one
     * @param window the newest window that it missed
     */
    record Late(String stream, SourceRecord source, List<String> names, Window window, long watermark)
            implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.late(this);
        }
    }

    /**
     * A record for a stage behind: events, and how far a task has come.
     *
     * @param stage the stage, from 1
     * @param partition the task of that stage
     * @param record the binary form of a {@code StageRecord}
     */
    record Forward(int stage, int partition, byte[] record) implements Output {

        @Override
        public void to(OutputSink sink) {
            sink.forward(this);
        }
    }

    /** Why an event is a dead letter. */
    enum Reason {
        /** Its time is further ahead of its record's timestamp than the stream allows. */
        TOO_FAR_AHEAD,
        /** A rule or detector failed on it. */
        RULE_FAILED,
        /** A watermark record on a stream that does not accept them, or one that is malformed. */
        WATERMARK_REFUSED,
        /** What would have to be sent to the stage behind is larger than its topic takes. */
        TOO_LARGE
    }

    /**
     * An event that could not be processed; nothing of it counted.
     *
     * @param rule the rule that failed; null if none did
     * @param message what happened, without the payload
     * @param exception the class of the exception; null if there was none
     */
    record Dead(
            SourceRecord source,
            Reason reason,
            @Nullable String rule,
            String message,
            @Nullable String exception) implements Output {
        @Override
        public void to(OutputSink sink) {
            sink.dead(this);
        }
    }
}
