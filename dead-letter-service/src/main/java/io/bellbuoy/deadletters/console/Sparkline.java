package io.bellbuoy.deadletters.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts as bars of an SVG of 120 by 28 units.
 *
 * @param bars from left to right
 * @param label what it shows, for those who do not see it
 */
public record Sparkline(List<Bar> bars, String label) {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 28;

    /** A bar; nothing has a line of one unit, so that it differs from no data. */
    public record Bar(int x, int y, int width, int height) {}

    /** The bars of counts, of which the last is the current one. */
    static Sparkline of(List<Long> counts) {
        long largest =
                Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
        int step = WIDTH / Math.max(1, counts.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            int height = (int) Math.max(1, Math.round((double) counts.get(i) * HEIGHT / largest));
            bars.add(new Bar(i * step, HEIGHT - height, step - 1, height));
        }
        long sum = counts.stream().mapToLong(Long::longValue).sum();
        return new Sparkline(
                List.copyOf(bars), "%,d in 24 hours, at most %,d in one".formatted(sum, sum == 0 ? 0 : largest));
    }
}
