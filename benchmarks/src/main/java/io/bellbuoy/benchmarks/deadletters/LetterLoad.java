package io.bellbuoy.benchmarks.deadletters;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters of payments of about 200 bytes, half of them written by a service on the starter, half by spring-kafka's error
 * handler with a stack trace of about 3 KB. The same seed gives the same dead letters. Single-threaded.
 */
final class LetterLoad {

    static final String TOPIC = "payments-dlt";

    private static final String ORIGIN = "payments";
    private static final long FIRST_MILLIS = 1_767_225_600_000L;
    private static final int FRAMES = 30;

    private final int causes;
    private final Random random;
    private long next;

    /** @param causes in how many groups they will be; the first ones are the most frequent */
    LetterLoad(int causes, long seed) {
        this.causes = causes;
        this.random = new Random(seed);
    }

    ProducerRecord<byte[], byte[]> next() {
        long number = next++;
        double skewed = random.nextDouble();
        int cause = (int) (causes * skewed * skewed);
        String account = "A%07d".formatted(random.nextInt(100_000));
        byte[] value = """
                {"transactionId":"t%09d","accountId":"%s","timestamp":%d,"amount":"%d.%02d","currency":"EUR","status":"APPROVED",\
                "merchantId":"M-BER-%04d","terminalId":"M-BER-%04d-T1","country":"DE","cardPresent":true}""".formatted(
                        number,
                        account,
                        FIRST_MILLIS + number,
                        random.nextInt(500),
                        random.nextInt(100),
                        random.nextInt(400),
                        random.nextInt(400))
                .getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, DeadLetterHeaders.text(account), value);
        origin(record.headers(), number);
        if (cause % 2 == 0) {
            ours(record.headers(), cause);
        } else {
            springs(record.headers(), cause, account);
        }
        return record;
    }

    private static void origin(Headers headers, long number) {
        headers.add(DeadLetterHeaders.ORIGINAL_TOPIC, DeadLetterHeaders.text(ORIGIN))
                .add(DeadLetterHeaders.ORIGINAL_PARTITION, DeadLetterHeaders.int32((int) (number % 4)))
                .add(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(number))
                .add(DeadLetterHeaders.ORIGINAL_TIMESTAMP, DeadLetterHeaders.int64(FIRST_MILLIS + number))
                .add(DeadLetterHeaders.ORIGINAL_TIMESTAMP_TYPE, DeadLetterHeaders.text("CreateTime"))
                .add(DeadLetterHeaders.ORIGINAL_CONSUMER_GROUP, DeadLetterHeaders.text("billing"));
    }

    private static void ours(Headers headers, int cause) {
        String message = "field f" + letters(cause) + " is missing";
        Failure failure = new Failure(FailureClass.INVALID, "decode", null, message, null);
        headers.add(DeadLetterHeaders.EXCEPTION_MESSAGE, DeadLetterHeaders.text(message))
                .add(
                        DeadLetterHeaders.FAILURE,
                        DeadLetterHeaders.text(failure.kind().name()))
                .add(DeadLetterHeaders.FINGERPRINT, DeadLetterHeaders.text(failure.fingerprint()))
                .add(DeadLetterHeaders.STAGE, DeadLetterHeaders.text("decode"));
    }

    private static void springs(Headers headers, int cause, String account) {
        String message = "Account '" + account + "' is not ready for " + letters(cause);
        StringBuilder trace = new StringBuilder("java.lang.IllegalStateException: ").append(message);
        for (int i = 0; i < FRAMES; i++) {
            trace.append("\n\tat com.acme.billing.service")
                    .append(i)
                    .append(".PaymentHandler")
                    .append(letters(cause + i))
                    .append(".handleThePaymentOfAnAccount(PaymentHandler.java:")
                    .append(i + cause)
                    .append(')');
        }
        headers.add(
                        DeadLetterHeaders.EXCEPTION_FQCN,
                        DeadLetterHeaders.text("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                .add(DeadLetterHeaders.EXCEPTION_CAUSE_FQCN, DeadLetterHeaders.text("java.lang.IllegalStateException"))
                .add(DeadLetterHeaders.EXCEPTION_MESSAGE, DeadLetterHeaders.text("Listener failed; " + message))
                .add(DeadLetterHeaders.EXCEPTION_STACKTRACE, DeadLetterHeaders.text(trace.toString()));
    }

    /** A word for a number, since numbers are what fingerprints leave out. */
    private static String letters(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number; word.isEmpty() || rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }
}
