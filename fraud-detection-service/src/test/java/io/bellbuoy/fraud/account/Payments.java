package io.bellbuoy.fraud.account;

import io.bellbuoy.events.event.AccountVerified;
import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.json.EventCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events to an application, each with its event time as the record's timestamp. */
final class Payments implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final Producer<byte[], byte[]> producer = new KafkaProducer<>(
            // A new topic may refuse the first request and take the second, out of order.
            Map.of("bootstrap.servers", TestBroker.address(), "max.in.flight.requests.per.connection", 1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final String application;
    private int sent;

    Payments(String application) {
        this.application = application;
    }

    void pay(String account, Instant time, String amount, String country, double latitude, double longitude) {
        Transaction payment = new Transaction(
                "t" + ++sent,
                account,
                time,
                new BigDecimal(amount),
                "EUR",
                "APPROVED",
                "m1",
                "term1",
                null,
                country,
                BigDecimal.valueOf(latitude),
                BigDecimal.valueOf(longitude),
                true);
        send(application + "-transactions", account, time, codec.write(payment));
    }

    /** In Berlin. */
    void payAtHome(String account, Instant time, String amount) {
        pay(account, time, amount, "DE", 52.52, 13.405);
    }

    void verify(String account, Instant time) {
        send(
                application + "-verifications",
                account,
                time,
                codec.write(new AccountVerified("v" + ++sent, account, time)));
    }

    private void send(String topic, String account, Instant time, byte[] value) {
        producer.send(new ProducerRecord<>(
                topic, null, time.toEpochMilli(), account.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
