package io.bellbuoy.stream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTests {

    @Test
    void plainTextEndsAtTheFirstByteThatIsNotPlainWhateverFollows() {
        long seed = Long.getLong("test.seed", 7);
        Random random = new Random(seed);
        byte[] bytes = new byte[Words.BYTES];
        for (int round = 0; round < 200_000; round++) {
            random.nextBytes(bytes);
            int plainFrom = random.nextInt(Words.BYTES);
            for (int i = 0; i < plainFrom; i++) {
                bytes[i] = (byte) ('a' + random.nextInt(26));
            }
            assertThat(Words.plain(Words.at(bytes, 0)))
                    .as("%s, -Dtest.seed=%d", bytes, seed)
                    .isEqualTo(plainBytes(bytes));
        }
    }

    @Test
    void everyByteIsPlainOrNotAtEveryPlace() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < Words.BYTES; place++) {
                byte[] bytes = "abcdefgh".getBytes(StandardCharsets.US_ASCII);
                bytes[place] = (byte) value;
                assertThat(Words.plain(Words.at(bytes, 0)))
                        .as("byte %d at %d", value, place)
                        .isEqualTo(isPlain((byte) value) ? Words.BYTES : place);
            }
        }
    }

    private static int plainBytes(byte[] bytes) {
        int plain = 0;
        while (plain < bytes.length && isPlain(bytes[plain])) {
            plain++;
        }
        return plain;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\' && b != 0x7f;
    }
}
