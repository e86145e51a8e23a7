package io.bellbuoy.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.BareRecord;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyByTests {

    private static final char SEPARATOR = '\u001f';

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("account", FieldType.STRING),
            Field.of("country", FieldType.STRING),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("at", FieldType.TIMESTAMP)));

    private final KeyBy both = new KeyBy(7, List.of("account", "country"), SCHEMA);

    @Test
    void theRecordKeyIsTakenAsItIs() {
        KeyBy key = new KeyBy(KeyBy.RECORD_KEY, List.of("account"), SCHEMA);

        assertThat(key.of(event("a\\b", null, null))).isEqualTo("a\\b");
        assertThat(key.parse("a\\b")).hasToString("{account=a\\b}");
    }

    @Test
    void severalFieldsAreJoinedAndTakenApart() {
        String key = both.of(event("A", "DE", null));

        assertThat(key).isEqualTo("A" + SEPARATOR + "DE");
        assertThat(both.parse(key)).hasToString("{account=A, country=DE}");
        assertThat(both).hasToString("account, country");
    }

    @Test
    void aMissingFieldMakesNoKey() {
        assertThat(both.of(event("A", null, null))).isNull();
    }

    @Test
    void equalNumbersMakeEqualKeys() {
        KeyBy byAmount = new KeyBy(8, List.of("account", "amount"), SCHEMA);

        assertThat(byAmount.of(event("A", null, new BigDecimal("10.0"))))
                .isEqualTo(byAmount.of(event("A", null, new BigDecimal("1E+1"))))
                .isEqualTo("A" + SEPARATOR + "10");
    }

    @Test
    void differentFieldsNeverMakeTheSameKey() {
        assertThat(both.of(event("a" + SEPARATOR, "b", null))).isNotEqualTo(both.of(event("a", SEPARATOR + "b", null)));
        Random random = Cases.random(3);
        String letters = "ab\\" + SEPARATOR;
        for (int i = 0; i < 5_000; i++) {
            String account = random(random, letters);
            String country = random(random, letters);
            String key = both.of(event(account, country, null));
            assertThat(both.parse(String.valueOf(key)))
                    .containsEntry("account", account)
                    .containsEntry("country", country);
        }
    }

    private static String random(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static Event event(String account, @Nullable String country, @Nullable BigDecimal amount) {
        return new Event(
                "transactions",
                0,
                "id",
                account,
                new Object[] {account, country, amount, Instant.EPOCH},
                new BareRecord(0));
    }
}
