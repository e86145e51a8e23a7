package io.bellbuoy.stream.emit;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.action.ReleaseReason;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import io.bellbuoy.events.json.CloudEventHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.deadletter.RecordSizes;
import io.bellbuoy.stream.decode.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a task puts out into records, in order, and hands each on. Sizes are checked first: a text that is too
 * large for the topic is cut, since a record that cannot be sent would hold up its partition for good. Not thread-safe:
 * each processing thread has its own.
 */
public final class OutputRecords implements OutputSink {

    private static final Header ALERT = EventHeaders.type(CloudEventHeaders.ALERT);
    private static final Header VALUES = EventHeaders.type(CloudEventHeaders.FEATURE_VALUES);
    private static final Header DECISION = EventHeaders.type(CloudEventHeaders.DECISION);
    private static final Header ACTION = EventHeaders.type(CloudEventHeaders.ACCOUNT_ACTION);

    private final EmitSettings settings;
    private final DeadLetters deadLetters;
    private final OutgoingRecords outgoing;
    private final EventCodec codec;
    private final OutputJson json;
    private final EventHeaders headers;

    /**
     * @param settings where outputs go
     * @param deadLetters makes dead letters and late records
     * @param codec the JSON form of actions
     * @param outgoing takes the records
     */
    public OutputRecords(EmitSettings settings, DeadLetters deadLetters, EventCodec codec, OutgoingRecords outgoing) {
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.outgoing = outgoing;
        this.codec = codec;
        this.json = new OutputJson(settings.application());
        this.headers = new EventHeaders(settings.source());
    }

    @Override
    public void alert(Output.Alert alert) {
        alert(alert, settings.alertsTopic());
    }

    @Override
    public void shadowAlert(Output.Alert alert) {
        alert(alert, settings.shadowTopic());
    }

    private void alert(Output.Alert alert, String topic) {
        var record = alertRecord(alert, topic);
        outgoing.send(fits(record) ? record : alertRecord(cut(alert), topic));
    }

    @Override
    public void values(Output.Values values) {
        var record = valuesRecord(values);
        outgoing.send(fits(record) ? record : valuesRecord(cut(values)));
    }

    @Override
    public void decision(Output.Decision decision) {
        var record = decisionRecord(decision);
        outgoing.send(fits(record) ? record : decisionRecord(cut(decision)));
    }

    @Override
    public void action(Output.Action action) {
        boolean block = action.kind() == Output.ActionKind.BLOCK;
        AccountAction event = new AccountAction(
                action.id(),
                block ? ActionType.BLOCK : ActionType.RELEASE,
                action.recordKey(),
                action.rule(),
                action.alertId(),
                Instant.ofEpochMilli(block ? action.since() : action.at()),
                block ? Instant.ofEpochMilli(action.until()) : null,
                reason(action.kind()));
        String id = action.id() + (block ? "/block" : "/release");
        var ce = headers.of(id, ACTION, action.at(), action.recordKey());
        outgoing.send(record(settings.actionsTopic(), action.recordKey(), codec.write(event), ce));
    }

    @Override
    public void late(Output.Late late) {
        outgoing.send(deadLetters.late(late));
    }

    @Override
    public void dead(Output.Dead dead) {
        FailureClass kind =
                switch (dead.reason()) {
                    case TOO_FAR_AHEAD -> FailureClass.TOO_FAR_AHEAD;
                    case RULE_FAILED -> FailureClass.RULE_FAILED;
                    case WATERMARK_REFUSED -> FailureClass.INVALID;
                    case TOO_LARGE -> FailureClass.TOO_LARGE;
                };
        String stage =
                switch (dead.reason()) {
                    case RULE_FAILED -> "rule";
                    case TOO_FAR_AHEAD, WATERMARK_REFUSED -> "time";
                    case TOO_LARGE -> "forward";
                };
        Failure failure = new Failure(kind, stage, dead.rule(), dead.message(), dead.exception());
        outgoing.send(deadLetters.dead(dead.source(), failure));
    }

    @Override
    public void forward(Output.Forward forward) {
        String topic = StageTopics.name(settings.application(), forward.stage());
        outgoing.send(new ProducerRecord<>(topic, forward.partition(), null, forward.record()));
    }

    /** A record that could not be decoded. */
    public void undecodable(Decoded.Undecodable undecodable) {
        outgoing.send(deadLetters.dead(undecodable.source(), undecodable.failure()));
    }

    /** Nothing is sent for a dropped duplicate. */
    @Override
    public void duplicate(String stream) {
        outgoing.duplicate(stream);
    }

    private boolean fits(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        return RecordSizes.of(record) <= settings.maxRecordBytes();
    }

    private ProducerRecord<byte @Nullable [], byte @Nullable []> alertRecord(Output.Alert alert, String topic) {
        // A repeated ce_id marks a repeated event, so each revision has its own.
        var ce = headers.of(alert.id() + "/" + alert.revision(), ALERT, alert.eventTime(), alert.recordKey());
        return record(topic, alert.recordKey(), json.alert(alert), ce);
    }

    private ProducerRecord<byte @Nullable [], byte @Nullable []> valuesRecord(Output.Values values) {
        var ce = headers.of(id(values), VALUES, values.eventTime(), values.recordKey());
        return record(values.topic(), values.recordKey(), json.values(values), ce);
    }

    private ProducerRecord<byte @Nullable [], byte @Nullable []> decisionRecord(Output.Decision decision) {
        String id = decision.scorecard() + "/" + decision.eventId();
        var ce = headers.of(id, DECISION, decision.eventTime(), decision.recordKey());
        return record(settings.decisionsTopic(), decision.recordKey(), json.decision(decision), ce);
    }

    private static String id(Output.Values values) {
        if (values.id() != null) {
            return values.topic() + "/" + values.id();
        }
        Window window = values.window();
        String occasion = values.eventId() != null
                ? values.eventId()
                : window != null ? window.start() + "-" + window.end() : Long.toString(values.eventTime());
        return values.topic() + "/" + String.join(",", values.key().values()) + "/" + occasion;
    }

    private static ProducerRecord<byte @Nullable [], byte @Nullable []> record(
            String topic, String key, byte[] value, Iterable<Header> headers) {
        return new ProducerRecord<>(topic, null, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    private static @Nullable ReleaseReason reason(Output.ActionKind kind) {
        return switch (kind) {
            case BLOCK -> null;
            case RELEASE_LIFTED -> ReleaseReason.LIFTED;
            case RELEASE_EXPIRED -> ReleaseReason.EXPIRED;
        };
    }

    private static Output.Alert cut(Output.Alert alert) {
        return new Output.Alert(
                alert.id(),
                alert.revision(),
                alert.status(),
                alert.rule(),
                alert.ruleVersion(),
                alert.severity(),
                Texts.cut(alert.message()),
                alert.recordKey(),
                Texts.cutKey(alert.key()),
                alert.window(),
                alert.eventId(),
                alert.eventTime(),
                Texts.cutValues(alert.values()),
                Texts.cut(alert.condition()),
                alert.watermark(),
                alert.evidence());
    }

    private static Output.Decision cut(Output.Decision decision) {
        return new Output.Decision(
                decision.scorecard(),
                decision.version(),
                decision.recordKey(),
                Texts.cutKey(decision.key()),
                Texts.cut(decision.eventId()),
                decision.eventTime(),
                decision.score(),
                decision.outcome(),
                decision.scored(),
                decision.parts().stream()
                        .map(part -> new Output.Part(
                                part.rule(),
                                part.version(),
                                part.weight(),
                                part.holds(),
                                Texts.cutValues(part.values())))
                        .toList(),
                decision.lists().stream().map(OutputRecords::cut).toList());
    }

    private static Output.Listed cut(Output.Listed listed) {
        String reason = listed.reason() == null ? null : Texts.cut(listed.reason());
        return new Output.Listed(listed.list(), listed.effect(), Texts.cut(listed.value()), reason, listed.until());
    }

    private static Output.Values cut(Output.Values values) {
        Map<String, String> key = Texts.cutKey(values.key());
        return new Output.Values(
                values.topic(),
                values.recordKey(),
                values.eventId(),
                key,
                values.eventTime(),
                values.window(),
                Texts.cutValues(values.values()),
                values.id());
    }
}
