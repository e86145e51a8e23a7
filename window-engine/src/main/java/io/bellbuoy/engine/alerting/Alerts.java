package io.bellbuoy.engine.alerting;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.RecordKeys;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the alerts of one rule: identity, text, evidence, what holds them back, and the block that goes with them. */
public final class Alerts {

    private final String application;
    private final RulePlan rule;
    private final String recordKeyField;
    private final boolean hasRecordKey;
    private final Turn turn;
    private final Blocks blocks;
    private final Overrides overrides;
    private final boolean scattered;
    private final Snooze.Cells snoozed;

    /**
     * @param overrides the lists whose allowed events open no block
     * @param scattered whether the records that count lie in several partitions or topics, as those of pairs and in later
     *     stages: the evidence is the one that makes it ring
     */
    public Alerts(
            String application,
            RulePlan rule,
            String recordKeyField,
            Turn turn,
            Blocks blocks,
            Overrides overrides,
            boolean scattered) {
        this.application = application;
        this.rule = rule;
        this.recordKeyField = recordKeyField;
        this.hasRecordKey = rule.by().fields().contains(recordKeyField);
        this.turn = turn;
        this.blocks = blocks;
        this.overrides = overrides;
        this.scattered = scattered;
        this.snoozed = rule.snoozed();
    }

    /**
     * What an alert is about.
     *
     * @param key the state of the rule's key
     * @param window the window; null if each event asks anew
     * @param event the event that is current; null at a window's close
     * @param totals the totals it stands on; null without a window
     * @param place where the records lie; null if unknown
     * @param match the match of a pattern; null for other rules
     */
    public record Subject(
            KeyState key,
            @Nullable Window window,
            @Nullable Event event,
            @Nullable Totals totals,
            @Nullable Place place,
            @Nullable Matched match) {

        /** Of a rule that is no pattern. */
        public Subject(
                KeyState key,
                @Nullable Window window,
                @Nullable Event event,
                @Nullable Totals totals,
                @Nullable Place place) {
            this(key, window, event, totals, place, null);
        }

        /** When it happened, epoch milliseconds. */
        public long time() {
            if (match != null) {
                return match.at();
            }
            if (event != null) {
                return event.time();
            }
            if (window == null) {
                throw new IllegalStateException("An alert has an event or a window.");
            }
            return window.end();
        }
    }

    /** Whether a first alert of that time is not to be published: counts why, and for whom. */
    public boolean isHeldBack(KeyState key, long time, RuleObserver observer) {
        if (isSnoozed(key, time)) {
            observer.snoozed(rule.spec().name());
            return true;
        }
        if (isSuppressed(key, time)) {
            observer.suppressed(rule.spec().name());
            return true;
        }
        return false;
    }

    private boolean isSnoozed(KeyState key, long time) {
        Snooze snooze = (Snooze) key.get(snoozed.id(), 0);
        if (snooze == null || time >= snooze.until()) {
            return false;
        }
        turn.state().put(key, snoozed.id(), 0, snooze.heldOneMore());
        return true;
    }

    /** Whether an alert of that time would follow a published one too soon. */
    private boolean isSuppressed(KeyState key, long time) {
        Instants cells = rule.suppressed();
        if (cells == null) {
            return false;
        }
        Long last = (Long) key.get(cells.id(), 0);
        return last != null && time - last < cells.after();
    }

    /** Publishes a first alert, which begins suppression and, if the rule says so, a block. */
    public void fire(Subject subject, int revision, Shown scope) {
        Output.Alert alert = alert(subject, revision, AlertStatus.FIRING, scope);
        emit(alert);
        Instants cells = rule.suppressed();
        if (cells != null) {
            turn.state().put(subject.key(), cells.id(), 0, subject.time());
        }
        if (rule.spec().block() != null && !rule.spec().isShadow() && !isSpared(subject)) {
            blocks.open(alert, rule.spec().block());
        }
    }

    private boolean isSpared(Subject subject) {
        Event event = subject.event();
        // The event that completes a pattern may be of another stream.
        return event != null && event.stream().equals(rule.spec().stream())
                ? overrides.spares(event)
                : overrides.spares(rule.by().parse(subject.key().key().key()), subject.time());
    }

    /** Publishes a revision or retraction. */
    public void revise(Subject subject, int revision, AlertStatus status, Shown scope) {
        emit(alert(subject, revision, status, scope));
    }

    private void emit(Output.Alert alert) {
        turn.emit(rule.spec().isShadow() ? new Output.ShadowAlert(alert) : alert);
    }

    /** Retracts the alert of a window that is no more; an alert that should not have been suppresses no other. */
    public void withdraw(Subject subject, int revision, Shown scope) {
        revise(subject, revision, AlertStatus.RETRACTED, scope);
        Instants cells = rule.suppressed();
        if (cells != null && Objects.equals(subject.key().get(cells.id(), 0), subject.time())) {
            turn.state().put(subject.key(), cells.id(), 0, null);
        }
    }

    private Output.Alert alert(Subject subject, int revision, AlertStatus status, Shown scope) {
        Map<String, String> key = rule.by().parse(subject.key().key().key());
        Map<String, @Nullable Object> shown = scope.shown();
        Event event = subject.event();
        return new Output.Alert(
                id(subject),
                revision,
                status,
                rule.spec().name(),
                rule.version(),
                rule.spec().severity(),
                rule.message().format(shown),
                recordKey(subject, key),
                key,
                subject.window(),
                event == null ? null : event.id(),
                subject.time(),
                shown,
                rule.pattern() == null ? rule.spec().when() : rule.pattern().text(),
                turn.watermark(),
                evidence(subject));
    }

    private String recordKey(Subject subject, Map<String, String> key) {
        Event event = subject.event();
        return event == null ? recordKey(key) : recordKey(event, key);
    }

    /** The record key among the fields of the rule's key; the whole key if it lacks that field. */
    public String recordKey(Map<String, String> key) {
        return RecordKeys.of(key, recordKeyField);
    }

    /** The record key of what follows an event: that of the rule's key, so that all of one key stay in order. */
    public String recordKey(Event event, Map<String, String> key) {
        // The event that completes a pattern may be of a stream with another record key.
        return hasRecordKey && event.stream().equals(rule.spec().stream()) ? event.key() : recordKey(key);
    }

    private UUID id(Subject subject) {
        if (subject.match() != null) {
            return subject.match().id();
        }
        Window window = subject.window();
        Event event = subject.event();
        String about = window != null ? window.start() + "/" + window.end() : event == null ? "" : event.id();
        return AlertIds.of(
                application,
                rule.spec().name(),
                rule.version(),
                subject.key().key().key(),
                about);
    }

    private @Nullable Evidence evidence(Subject subject) {
        if (scattered) {
            return subject.event() == null ? null : evidence(subject.event().source());
        }
        if (subject.match() != null) {
            return subject.match().evidence();
        }
        Place place = subject.place();
        if (place == null) {
            return null;
        }
        Totals totals = subject.totals();
        long trigger = subject.event() == null ? -1 : subject.event().source().offset();
        boolean counted = totals != null && !totals.isEmpty();
        long first = counted ? totals.firstOffset() : trigger;
        long last = counted ? totals.lastOffset() : trigger;
        return new Evidence(place.topic(), place.partition(), first, last, trigger);
    }

    private static Evidence evidence(SourceRecord record) {
        return new Evidence(record.topic(), record.partition(), record.offset(), record.offset(), record.offset());
    }
}
