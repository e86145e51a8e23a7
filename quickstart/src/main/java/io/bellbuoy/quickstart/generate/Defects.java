package io.bellbuoy.quickstart.generate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Which honest payments of a stream go wrong, and how; drawn beforehand, so that every stream has some of each. */
final class Defects {

    private static final Map<Defect, Double> SHARES = Map.of(
            Defect.DUPLICATE, 0.001,
            Defect.LATE, 0.0003,
            Defect.UNDECODABLE, 0.0002,
            Defect.NEGATIVE_AMOUNT, 0.0001,
            Defect.KEY_MISMATCH, 0.0001,
            Defect.TOO_FAR_AHEAD, 0.0001);

    private static final Duration DISORDER = Duration.ofMillis(4900);
    private static final double IN_ORDER = 0.7;

    private final Map<Long, Defect> byIndex = new HashMap<>();
    private final Map<Defect, Integer> counts = new HashMap<>();

    /** Draws defects for a stream of so many records, among its first so many honest payments. */
    static Defects draw(long events, long honest, Random random) {
        Defects defects = new Defects();
        Arrays.stream(Defect.values()).filter(SHARES::containsKey).forEach(defect -> {
            int count = (int) Math.max(1, Math.round(events * SHARES.get(defect)));
            defects.counts.put(defect, count);
            for (int i = 0; i < count; i++) {
                defects.place(defect, honest, random);
            }
        });
        return defects;
    }

    /** How many extra records duplicates will make in a stream of so many. */
    static int duplicates(long events) {
        return (int) Math.max(1, Math.round(events * SHARES.get(Defect.DUPLICATE)));
    }

    private void place(Defect defect, long honest, Random random) {
        long index = (long) (honest * random.nextDouble());
        while (byIndex.putIfAbsent(index, defect) != null) {
            index = (index + 1) % honest;
        }
    }

    Defect at(long honestIndex) {
        return byIndex.getOrDefault(honestIndex, Defect.NONE);
    }

    int count(Defect defect) {
        return counts.getOrDefault(defect, 0);
    }

    /** How long an event is under way: mostly at once, at most the disorder that the service's streams allow. */
    static Duration delay(Defect defect, Random random) {
        if (defect == Defect.LATE) {
            return Duration.ofMinutes(30).plusSeconds(random.nextInt(3600));
        }
        boolean inOrder = random.nextDouble() < IN_ORDER;
        return Duration.ofMillis(random.nextInt(inOrder ? 50 : (int) DISORDER.toMillis()));
    }

    /** The JSON of a transaction with the defect put into it, as far as it shows in the JSON. */
    static byte[] spoil(Defect defect, byte[] json) {
        return switch (defect) {
            case UNDECODABLE -> Arrays.copyOf(json, json.length / 2);
            case NEGATIVE_AMOUNT ->
                new String(json, StandardCharsets.UTF_8)
                        .replace("\"amount\":\"", "\"amount\":\"-")
                        .getBytes(StandardCharsets.UTF_8);
            default -> json;
        };
    }
}
