package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.PaymentParser;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes account, cents and event time out of a payment. */
final class PaymentSchema implements KafkaRecordDeserializationSchema<Tuple3<String, Long, Long>> {

    private static final long serialVersionUID = 1;

    private final String meter;
    private transient PaymentParser parser;
    private transient boolean polled;

    /** @param meter the name of {@link Meters} under which the meter is */
    PaymentSchema(String meter) {
        this.meter = meter;
    }

    @Override
    public void open(InitializationContext context) {
        parser = new PaymentParser();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Tuple3<String, Long, Long>> out) {
        if (!polled) {
            polled = true;
            Meters.named(meter).polled();
        }
        parser.read(record.value());
        out.collect(Tuple3.of(parser.account(), parser.cents(), parser.time()));
    }

    @Override
    public TypeInformation<Tuple3<String, Long, Long>> getProducedType() {
        return Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);
    }
}
