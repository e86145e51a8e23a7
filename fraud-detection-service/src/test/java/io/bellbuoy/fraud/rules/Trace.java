package io.bellbuoy.fraud.rules;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments of an account, and what rings; the memory is lost after each event, so that only stored state counts. */
final class Trace {

    /** A Monday, ten o'clock. */
    static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

    private final PipelineTester tester;
    private int sent;

    Trace(RuleSet rules) {
        tester = new PipelineTester(rules, List.of(), 2, TEN);
    }

    PipelineTester tester() {
        return tester;
    }

    /**
     * Sends a payment of account A in EUR from Germany.
     *
     * @param after time after ten o'clock, ISO-8601
     * @param changes other fields, in turn name and value; a null value leaves the field out
     */
    Trace pay(String after, String amount, @Nullable String... changes) {
        Map<String, @Nullable String> event = new LinkedHashMap<>();
        event.put("transactionId", "t" + ++sent);
        event.put("accountId", "A");
        event.put("timestamp", TEN.plus(Duration.parse(after)).toString());
        event.put("amount", amount);
        event.put("currency", "EUR");
        event.put("status", "APPROVED");
        event.put("country", "DE");
        for (int i = 0; i < changes.length; i += 2) {
            event.put(String.valueOf(changes[i]), changes[i + 1]);
        }
        tester.send("transactions", event);
        return settle();
    }

    /** Sends so many payments, one every so often. */
    Trace series(int count, String after, String every, String amount, @Nullable String... changes) {
        for (int i = 0; i < count; i++) {
            Duration at = Duration.parse(after).plus(Duration.parse(every).multipliedBy(i));
            pay(at.toString(), amount, changes);
        }
        return this;
    }

    /** The holder of an account proves who they are. */
    Trace verify(String after, String account) {
        tester.send(
                "verified",
                Map.of(
                        "eventId",
                        "v" + ++sent,
                        "accountId",
                        account,
                        "timestamp",
                        TEN.plus(Duration.parse(after)).toString()));
        return settle();
    }

    /** As after every batch: the clock is looked at, and the stream that is silent no longer holds the others back. */
    private Trace settle() {
        tester.advanceClock(Duration.ZERO);
        tester.crash();
        return this;
    }

    /** Lets event time pass. */
    Trace pass(String after) {
        tester.watermark(TEN.plus(Duration.parse(after)));
        tester.crash();
        return this;
    }

    /** Rules, events, revisions and messages of all alerts of a rule. */
    List<String> rang(String rule) {
        return tester.outputs().alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .map(alert -> alert.eventId() + " " + alert.status() + " " + alert.revision() + ": " + alert.message())
                .toList();
    }

    /** Kind, account and times in minutes after ten o'clock of all actions. */
    List<String> actions() {
        return tester.outputs().actions().stream().map(Trace::text).toList();
    }

    private static String text(Output.Action action) {
        return action.kind() + " " + action.recordKey() + " " + action.rule() + " " + minutes(action.since()) + " to "
                + minutes(action.until()) + " at " + minutes(action.at());
    }

    private static long minutes(long millis) {
        return Duration.between(TEN, Instant.ofEpochMilli(millis)).toMinutes();
    }
}
