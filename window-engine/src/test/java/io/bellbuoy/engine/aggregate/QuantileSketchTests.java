package io.bellbuoy.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSketchTests {

    private static final List<BigDecimal> SHARES = List.of(
            new BigDecimal("0.001"),
            new BigDecimal("0.25"),
            new BigDecimal("0.5"),
            new BigDecimal("0.95"),
            new BigDecimal("0.999"));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aQuantileIsWithinOnePercentOfTheSortedList(long seed) {
        Random random = Cases.random(seed);
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(3_000); i > 0; i--) {
            values.add(value(random));
        }
        QuantileSketch sketch = sketch(values);
        Collections.sort(values);
        for (BigDecimal share : SHARES) {
            int rank = share.multiply(BigDecimal.valueOf(values.size() - 1))
                    .setScale(0, RoundingMode.FLOOR)
                    .intValueExact();
            double exact = values.get(rank).doubleValue();
            assertThat(sketch.quantile(share).doubleValue())
                    .as("%s of %s values, seed %s", share, values.size(), seed)
                    .isBetween(exact - Math.abs(exact) * 0.010001, exact + Math.abs(exact) * 0.010001);
        }
    }

    /** Zeros, both signs, and magnitudes over twelve powers of ten. */
    private static BigDecimal value(Random random) {
        return random.nextInt(10) == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, random.nextInt(12) - 3);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "0.5, '0', 0",
        "0.5, '7', 6.993",
        "0.99, '1 1000', 0.990",
        "0.5, '-7 0 7', 0.000",
        "0.01, '-7 0 7', -6.993",
        "0.999, '1E+400', 1.797693E+308",
        "0.5, '1E-400', 2.2169E-308",
    })
    void aQuantileIsTheMiddleOfABucket(BigDecimal share, String values, BigDecimal expected) {
        List<BigDecimal> numbers =
                Arrays.stream(values.split(" ")).map(BigDecimal::new).toList();

        assertThat(sketch(numbers).quantile(share).subtract(expected).abs())
                .isLessThanOrEqualTo(expected.abs().multiply(new BigDecimal("0.02")));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neitherOrderNorGroupingShowsEvenWhenBucketsCollapse(long seed) {
        Random random = Cases.random(seed);
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            int sign = random.nextInt(4) == 0 ? -1 : 1;
            values.add(BigDecimal.valueOf(sign * (1L + random.nextInt(1_000_000)), random.nextInt(600) - 300));
        }
        String expected = hex(sketch(values));
        assertThat(expected.length()).as("bounded").isLessThan(2 * 2 * QuantileSketch.BUCKETS * 6);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(values, random);
            int cut = random.nextInt(values.size() - 1) + 1;
            QuantileSketch left = sketch(values.subList(0, cut));
            QuantileSketch right = stored(sketch(values.subList(cut, values.size())));
            assertThat(hex(left.merge(right))).as("seed %s", seed).isEqualTo(expected);
            assertThat(hex(right.merge(left))).as("seed %s", seed).isEqualTo(expected);
        }
        QuantileSketch sketch = sketch(values);
        Collections.sort(values);
        double exact = values.get((int) (0.99 * (values.size() - 1))).doubleValue();
        assertThat(sketch.quantile(new BigDecimal("0.99")).doubleValue())
                .as("the largest keep their accuracy, seed %s", seed)
                .isBetween(exact * 0.9899, exact * 1.0101);
    }

    @Test
    void beyondTheBoundTheSmallestMagnitudesAreOneBucket() {
        Buckets buckets = Buckets.NONE;
        for (int i = 0; i < QuantileSketch.BUCKETS + 10; i++) {
            buckets = Buckets.one(i).merge(buckets);
        }
        assertThat(buckets.size()).isEqualTo(QuantileSketch.BUCKETS);
        assertThat(buckets.total()).isEqualTo(QuantileSketch.BUCKETS + 10);
        assertThat(buckets.bucketAt(0)).isEqualTo(10);
        assertThat(buckets.bucketAt(10)).isEqualTo(10);
        assertThat(buckets.bucketAt(11)).isEqualTo(11);
    }

    @Test
    void itsBytesAreSpeltOut() {
        QuantileSketch sketch = sketch(List.of(
                new BigDecimal("1"),
                new BigDecimal("1.00"),
                new BigDecimal("1.01"),
                BigDecimal.ZERO,
                new BigDecimal("-100")));

        assertThat(hex(sketch))
                .isEqualTo("01" + "ce03" + "01" // negative: one in bucket 231
                        + "01" // one zero
                        + "02" + "00" + "02" + "02" + "01"); // positive: two in bucket 0, one in the next
        assertThat(hex(stored(sketch))).isEqualTo(hex(sketch));
        assertThat(stored(sketch).count()).isEqualTo(5);
    }

    private static QuantileSketch sketch(List<BigDecimal> values) {
        QuantileSketch sketch = QuantileSketch.of(values.get(0));
        for (BigDecimal value : values.subList(1, values.size())) {
            sketch = sketch.merge(QuantileSketch.of(value));
        }
        return sketch;
    }

    private static QuantileSketch stored(QuantileSketch sketch) {
        return (QuantileSketch) Accumulator.QUANTILES.read(new StateInput(bytes(sketch)));
    }

    private static String hex(QuantileSketch sketch) {
        return HexFormat.of().formatHex(bytes(sketch));
    }

    private static byte[] bytes(QuantileSketch sketch) {
        StateOutput out = new StateOutput();
        Accumulator.QUANTILES.write(sketch, out);
        return out.toByteArray();
    }
}
