package io.bellbuoy.faults.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTests {

    private static List<String> texts(long seed) {
        return Workload.of(seed, 20_000).stream()
                .map(record -> record.key() + " " + record.timestamp() + " "
                        + new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameRecords() {
        assertThat(texts(7)).isEqualTo(texts(7)).isNotEqualTo(texts(8));
    }

    @Test
    void everythingThatGoesWrongIsThere() {
        List<String> texts = texts(42);
        Set<String> different = new HashSet<>(texts);
        assertThat(texts.size() - different.size()).as("repeated").isBetween(100, 300);
        assertThat(texts).as("no JSON").anyMatch(text -> text.contains("no payment"));
        assertThat(texts).as("cut").anyMatch(text -> text.endsWith("\","));
        assertThat(texts).as("without amount").anyMatch(text -> text.endsWith("Z\"}"));
        assertThat(texts).as("of another account").anyMatch(text -> text.contains("-other"));
        assertThat(texts).as("of nothing").anyMatch(text -> text.endsWith("\"0.00\"}"));
    }
}
