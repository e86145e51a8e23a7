package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule of the table declares; all else is right. */
record RuleDraft(
        String stream,
        @Nullable String where,
        List<String> by,
        @Nullable WindowSpec window,
        Map<String, String> compute,
        String when,
        @Nullable String message,
        Evaluate evaluate,
        Emit emit,
        @Nullable BlockSpec block) {

    static final Schema TRANSACTION = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("accountId", FieldType.STRING),
            Field.of("terminalId", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("country", FieldType.STRING)));

    static final StreamSpec TRANSACTIONS =
            StreamSpec.of("transactions", TRANSACTION, "id", "accountId", TimeSource.field("at"));
    static final StreamSpec TERMINALS =
            StreamSpec.of("terminals", TRANSACTION, "id", "terminalId", TimeSource.field("at"));
    static final WindowSpec TEN_MINUTES = WindowSpec.tumbling(Duration.ofMinutes(10));
    static final WindowSpec DAY = WindowSpec.trailing(Duration.ofDays(1));
    static final FeatureSpec MEAN =
            feature("mean30d", List.of("accountId"), DAY, "avg(amount)", Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE);

    RuleSpec rule() {
        return new RuleSpec(
                "big",
                stream,
                where,
                by,
                window,
                compute,
                when,
                Severity.LOW,
                message,
                null,
                evaluate,
                emit,
                Duration.ZERO,
                null,
                block);
    }

    static RuleDraft when(String when) {
        return new RuleDraft(
                "transactions",
                null,
                List.of(),
                TEN_MINUTES,
                Map.of("total", "sum(amount)"),
                when,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    static RuleDraft compute(String name, String call) {
        return new RuleDraft(
                "transactions",
                null,
                List.of(),
                TEN_MINUTES,
                Map.of(name, call),
                "true",
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    static RuleDraft by(String... by) {
        return new RuleDraft(
                "transactions",
                null,
                List.of(by),
                TEN_MINUTES,
                Map.of("total", "sum(amount)"),
                "total > 1",
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                null);
    }

    static RuleDraft emit(
            @Nullable WindowSpec window, Evaluate evaluate, Emit emit, String when, @Nullable String message) {
        Map<String, String> compute = window == null ? Map.of() : Map.of("total", "sum(amount)");
        return new RuleDraft("transactions", null, List.of(), window, compute, when, message, evaluate, emit, null);
    }

    static FeatureSpec feature(
            String name, List<String> by, WindowSpec window, String value, Evaluate evaluate, Emit emit) {
        return new FeatureSpec(name, "transactions", by, null, window, value, evaluate, emit, Duration.ZERO, null);
    }

    static Compiled compile(List<FeatureSpec> features, RuleSpec... rules) {
        return new Compiled(new RuleSet("app", List.of(TRANSACTIONS, TERMINALS), features, List.of(rules)));
    }
}
