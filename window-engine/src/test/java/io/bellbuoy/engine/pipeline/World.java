package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.window.CalendarUnit;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When and how fast random payments happen: seconds apart around the epoch, for windows of fixed size, or an hour for each of
 * those seconds around a change of some zone's clock, for windows of its calendar.
 *
 * @param base the instant that stands for the epoch
 * @param pace how many milliseconds stand for one
 * @param zone the time zone; null for windows of fixed size
 */
record World(long base, int pace, @Nullable ZoneId zone) {

    /** Windows of fixed size. */
    static final World PLAIN = new World(0, 1, null);

    private static final int HOURS_FOR_SECONDS = 3_600;

    /** Their clocks were changed by an hour, half an hour and a day, at midnight, at one past it, and in the night. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Asia/Beirut",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "UTC");

    /** Every third seed has a calendar. */
    static World of(long seed) {
        if (seed % 3 != 2) {
            return PLAIN;
        }
        Random random = Cases.ofRules(~seed);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        List<ZoneOffsetTransition> changes = zone.getRules().getTransitions();
        Instant base = changes.isEmpty()
                ? Instant.parse("2026-02-25T00:00:00Z")
                : changes.get(random.nextInt(changes.size())).getInstant();
        return new World(base.toEpochMilli() - Duration.ofDays(3).toMillis(), HOURS_FOR_SECONDS, zone);
    }

    StreamSpec stream() {
        return Payment.stream(outOfOrderness(), of(Duration.ofHours(1)));
    }

    Duration outOfOrderness() {
        return of(Payment.OUT_OF_ORDERNESS);
    }

    /** What stands for a time. */
    Duration of(Duration time) {
        return time.multipliedBy(pace);
    }

    /** Random payments, in the order of their time. */
    List<Payment> payments(Random random) {
        return ofHere(Payment.random(random));
    }

    List<Payment> payments(Random random, int count) {
        return ofHere(Payment.random(random, count));
    }

    private List<Payment> ofHere(List<Payment> payments) {
        return payments.stream()
                .map(payment -> payment.at(base + payment.time() * pace))
                .toList();
    }

    List<Payment> shuffled(List<Payment> payments, Random random) {
        return Payment.shuffled(payments, outOfOrderness(), random);
    }

    List<Payment> delayed(List<Payment> payments, int atMost, Random random) {
        return Batches.delayed(payments, of(Duration.ofMillis(atMost)), random);
    }

    WindowSpec.OnGrid aligned(Random random) {
        if (zone == null) {
            Duration every = Duration.ofSeconds(List.of(5, 10, 15).get(random.nextInt(3)));
            Duration offset = random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(5)) : Duration.ZERO;
            return new WindowSpec.Aligned(
                    every.multipliedBy(List.of(1, 1, 2, 3, 6).get(random.nextInt(5))), every, offset);
        }
        record Cell(CalendarUnit unit, int step) {}
        Cell cell = Stream.of(
                        new Cell(CalendarUnit.HOUR, 6),
                        new Cell(CalendarUnit.HOUR, 8),
                        new Cell(CalendarUnit.DAY, 1),
                        new Cell(CalendarUnit.DAY, 1),
                        new Cell(CalendarUnit.WEEK, 1),
                        new Cell(CalendarUnit.MONTH, 1))
                .skip(random.nextInt(6))
                .findFirst()
                .orElseThrow();
        Duration offset = random.nextInt(3) == 0 ? Duration.ofMinutes(random.nextInt(300)) : Duration.ZERO;
        int cells = List.of(1, 1, 2, 3, 7).get(random.nextInt(5));
        return new WindowSpec.Calendar(cell.unit(), cell.step(), cells, zone, offset);
    }
}
