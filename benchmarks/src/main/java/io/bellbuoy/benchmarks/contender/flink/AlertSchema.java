package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.HighValue;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes an alert's record. */
final class AlertSchema implements KafkaRecordSerializationSchema<Tuple4<String, Long, Long, Long>> {

    private static final long serialVersionUID = 1;

    private final String topic;
    private transient HighValue rule;

    AlertSchema(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        rule = new HighValue();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple4<String, Long, Long, Long> alert, KafkaSinkContext context, Long time) {
        byte[] key = alert.f0.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, key, rule.alert(alert.f0, alert.f1, alert.f2, alert.f3));
    }
}
