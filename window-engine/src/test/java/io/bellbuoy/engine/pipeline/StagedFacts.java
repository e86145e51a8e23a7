package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random payments, labels and verifications for rules of several keys. */
final class StagedFacts {

    /** By how many milliseconds they may be late. */
    static final int OUT_OF_ORDERNESS = 8_000;

    private StagedFacts() {}

    /** An event of one of the streams. */
    record Fact(
            String stream,
            String id,
            @Nullable String account,
            @Nullable String shop,
            @Nullable String device,
            long time,
            BigDecimal amount) {

        /** Whether it is on a list. */
        boolean isOn(ListSpec list) {
            String value =
                    list.field().equals("account") ? account : list.field().equals("shop") ? shop : device;
            return list.entries().stream().anyMatch(entry -> entry.value().equals(value) && time < entry.until());
        }

        void sendTo(PipelineTester tester) {
            Map<String, @Nullable Object> fields = new HashMap<>();
            fields.put("id", id);
            fields.put(StagedRules.TOGETHER, "all");
            fields.put("account", account);
            fields.put("shop", shop);
            fields.put("device", device);
            fields.put("at", Instant.ofEpochMilli(time));
            fields.put("amount", amount);
            tester.send(stream, fields);
        }
    }

    /** Some events in the order of their time, many of them at the same one. */
    static List<Fact> facts(Random random, int count) {
        List<Fact> facts = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += random.nextInt(30) == 0 ? 40_000 : random.nextInt(4) * 500L;
            boolean isLabel = random.nextInt(3) == 0;
            boolean isVerified = !isLabel && random.nextInt(6) == 0;
            facts.add(new Fact(
                    isLabel ? "labels" : isVerified ? "verified" : "payments",
                    "e" + (1_000 + i),
                    isLabel && random.nextBoolean() ? null : "a" + random.nextInt(5),
                    !isLabel && random.nextInt(6) == 0 ? null : "s" + random.nextInt(4),
                    random.nextInt(4) == 0 ? null : "d" + random.nextInt(3),
                    time,
                    BigDecimal.valueOf(random.nextInt(600), 1)));
        }
        return facts;
    }

    /** The events as they may arrive. */
    static List<Fact> shuffled(List<Fact> facts, Random random) {
        record Arrival(Fact fact, long at) {}
        return facts.stream()
                .map(fact -> new Arrival(fact, fact.time() + random.nextInt(OUT_OF_ORDERNESS)))
                .sorted(Comparator.comparingLong(Arrival::at))
                .map(Arrival::fact)
                .toList();
    }
}
