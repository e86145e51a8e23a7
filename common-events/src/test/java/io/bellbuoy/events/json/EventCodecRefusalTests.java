package io.bellbuoy.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.event.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every payload here carries the word SECRET wherever the payload could leak into a message. */
class EventCodecRefusalTests {

    private static final String START =
            "{\"transactionId\":\"SECRET\",\"accountId\":\"SECRET\",\"timestamp\":\"2026-01-02T03:04:05Z\"";

    private final EventCodec codec = new EventCodec();

    static Stream<Arguments> transactions() {
        return Stream.of(
                arguments("", "is not a JSON object"),
                arguments("SECRET", "is not well-formed JSON"),
                arguments("\u0000\u0001", "is not well-formed JSON"),
                arguments("{\"SECRET\":", "is not well-formed JSON"),
                arguments("null", "Transaction is JSON null; a JSON object is needed."),
                arguments("[]", "Transaction at line 1, column 1 is not a JSON object."),
                arguments("\"SECRET\"", "is not a JSON object"),
                arguments(
                        "{}", "Transaction at line 1, column 2 lacks the required field transactionId, or it is null."),
                arguments(START + "}", "lacks the required field amount"),
                arguments(START + ",\"amount\":null}", "lacks the required field amount"),
                arguments(START + ",\"amount\":1} SECRET", "is not well-formed JSON"),
                arguments(START + ",\"amount\":1}{}", "is not"),
                arguments(START + ",\"amount\":1,\"amount\":2}", "every field at most once"),
                arguments(START + ",\"amount\":1,\"SECRET\":1,\"SECRET\":2}", "every field at most once"),
                arguments(START + ",\"amount\":\"SECRET\"}", "Transaction.amount at line 1, column"),
                arguments(START + ",\"amount\":\"SECRET\"}", "is not a decimal, such as \"12.50\" or 12.50"),
                arguments(START + ",\"amount\":\"\"}", "is not a decimal"),
                arguments(START + ",\"amount\":\"1e3\"}", "is not a decimal"),
                arguments(START + ",\"amount\":\" 1\"}", "is not a decimal"),
                arguments(START + ",\"amount\":\"\u0661\"}", "is not a decimal"),
                arguments(START + ",\"amount\":1e999999999}", "Transaction.amount"),
                arguments(START + ",\"amount\":1e2000}", "is not a decimal"),
                arguments(START + ",\"amount\":" + "9".repeat(1001) + "}", "Transaction"),
                arguments(START + ",\"amount\":\"" + "9".repeat(1001) + "\"}", "is not a decimal"),
                arguments(START + ",\"amount\":NaN}", "is not well-formed JSON"),
                arguments(START + ",\"amount\":true}", "is not a decimal"),
                arguments(START + ",\"amount\":{\"SECRET\":1}}", "is not a decimal"),
                arguments(START + ",\"amount\":[1]}", "is not a decimal"),
                arguments(START + ",\"amount\":\"-0.01\"}", "is invalid: amount is negative; it must be 0 or more"),
                arguments(START + ",\"amount\":1,\"latitude\":90.1}", "latitude is out of range"),
                arguments(START + ",\"amount\":1,\"longitude\":\"-180.5\"}", "from -180 to 180"),
                arguments(START + ",\"amount\":1,\"country\":49}", "Transaction.country"),
                arguments(START + ",\"amount\":1,\"country\":49}", "is not a string"),
                arguments(START + ",\"amount\":1,\"country\":true}", "is not a string"),
                arguments(START + ",\"amount\":1,\"country\":[\"SECRET\"]}", "is not a string"),
                arguments(START + ",\"amount\":1,\"cardPresent\":\"true\"}", "is not true or false"),
                arguments(START + ",\"amount\":1,\"cardPresent\":1}", "is not true or false"),
                arguments("{\"timestamp\":\"SECRET\"}", "Transaction.timestamp at line 1"),
                arguments("{\"timestamp\":\"2026-01-02\"}", "is not an ISO-8601 time with an offset"),
                arguments("{\"timestamp\":\"2026-01-02T03:04:05\"}", "is not an ISO-8601 time with an offset"),
                arguments("{\"timestamp\":1767323045000}", "is not an ISO-8601 time with an offset"));
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void transactionIsRefusedWithoutRepeatingIt(String json, String expected) {
        EventFormatException refusal = refusal(json.getBytes(StandardCharsets.UTF_8), Transaction.class);
        assertThat(refusal.getMessage())
                .contains(expected)
                .doesNotContain("SECRET")
                .doesNotContain("tools.jackson");
        assertThat(refusal.getCause())
                .as("a cause would quote the payload in the stack trace")
                .isNull();
    }

    static Stream<Arguments> alerts() {
        return Stream.of(
                arguments("\"revision\":2", "\"revision\":0", "revision must be 1 or more"),
                arguments("\"revision\":2", "\"revision\":2.5", "Alert.revision"),
                arguments("\"revision\":2", "\"revision\":\"2\"", "is not an integer in range"),
                arguments("\"revision\":2", "\"revision\":99999999999", "Alert.revision"),
                arguments("\"revision\":2,", "", "Alert"),
                arguments("6ba7b810-9dad", "SECRET", "is not a UUID"),
                arguments("\"REVISED\"", "\"SECRET\"", "is not one of [FIRING, REVISED, RETRACTED, RESOLVED]"),
                arguments("\"REVISED\"", "1", "is not one of [FIRING"),
                arguments("\"a-1\"", "null", "lacks the required field key, or it is null"),
                arguments("\"a-1\"", "[\"SECRET\"]", "Alert.key"),
                arguments("\"m-1\"", "{\"SECRET\":1}", "is not a string, a number, true, false or null"),
                arguments("\"m-1\"", "[]", "Alert.values"),
                arguments("03:10:00.000Z", "03:00:00.000Z", "end must be after start"),
                arguments("\"partition\":3,", "", "Alert.evidence"),
                arguments("\"partition\":3", "\"partition\":-3", "evidence must have partition >= 0"),
                arguments("\"firstOffset\":17", "\"firstOffset\":43", "firstOffset <= lastOffset"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertIsRefusedWithoutRepeatingIt(String part, String replacement, String expected) {
        String json = new String(codec.write(Examples.fullAlert()), StandardCharsets.UTF_8);
        assertThat(json).contains(part);
        EventFormatException refusal =
                refusal(json.replace(part, replacement).getBytes(StandardCharsets.UTF_8), Alert.class);
        assertThat(refusal.getMessage()).contains(expected).doesNotContain("SECRET");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] bytes = (START + ",\"amount\":1,\"country\":\"?\"}").getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
        assertThat(refusal(bytes, Transaction.class).getMessage()).contains("is not well-formed JSON in UTF-8");
    }

    @Test
    void deepNestingIsRefused() {
        String json = START + ",\"amount\":1,\"x\":" + "[".repeat(100_000);
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8), Transaction.class)
                        .getMessage())
                .contains("is not well-formed JSON");
    }

    private EventFormatException refusal(byte[] bytes, Class<?> type) {
        EventFormatException refusal = catchThrowableOfType(EventFormatException.class, () -> codec.read(bytes, type));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
