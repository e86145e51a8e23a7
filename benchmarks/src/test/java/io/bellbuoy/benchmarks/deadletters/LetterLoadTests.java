package io.bellbuoy.benchmarks.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LetterLoadTests {

    @Test
    void sameSeedGivesTheSameDeadLetters() {
        assertThat(texts(7)).isEqualTo(texts(7)).isNotEqualTo(texts(8));
    }

    @Test
    void halfOfTheCausesHaveAStackTraceOfAboutThreeKilobytes() {
        List<ProducerRecord<byte[], byte[]>> letters = drawn(10_000, 42);

        List<Integer> traces = letters.stream()
                .map(letter -> letter.headers().lastHeader(DeadLetterHeaders.EXCEPTION_STACKTRACE))
                .filter(header -> header != null)
                .map(header -> header.value().length)
                .toList();

        assertThat(traces).hasSizeBetween(4_000, 6_000).allMatch(size -> size > 2_500 && size < 3_500);
        assertThat(letters).allMatch(letter -> letter.value().length > 180 && letter.value().length < 260);
    }

    private static List<String> texts(long seed) {
        return drawn(100, seed).stream().map(LetterLoadTests::text).toList();
    }

    private static String text(ProducerRecord<byte[], byte[]> letter) {
        StringBuilder text = new StringBuilder(DeadLetterHeaders.readText(letter.key()));
        text.append(DeadLetterHeaders.readText(letter.value()));
        letter.headers()
                .forEach(header -> text.append(header.key()).append(DeadLetterHeaders.readText(header.value())));
        return text.toString();
    }

    private static List<ProducerRecord<byte[], byte[]>> drawn(int count, long seed) {
        LetterLoad load = new LetterLoad(300, seed);
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            letters.add(load.next());
        }
        return letters;
    }
}
