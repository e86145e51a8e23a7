package io.bellbuoy.quickstart.tail;

import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.render.RecordLine;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Prints the records of a topic as they are committed; what an aborted transaction wrote is never shown. */
public final class Tail {

    private static final Duration POLL = Duration.ofMillis(200);

    private final TailSettings settings;
    private final Console console;
    private final RecordLine lines;

    public Tail(TailSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
        this.lines = new RecordLine(console);
    }

    /**
     * Follows the topic until the limit is reached, the reader of the output goes away, or it is told to stop.
     *
     * @return how many records were printed
     */
    public long run(BooleanSupplier stop) {
        List<TopicPartition> partitions;
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            topics.requireReachable();
            partitions = topics.require(settings.topic());
        }
        long printed = 0;
        try (CommittedReader reader =
                CommittedReader.open(settings.bootstrapServers(), partitions, settings.fromBeginning())) {
            while (!stop.getAsBoolean() && !isFull(printed) && !console.isBroken()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (isFull(printed)) {
                        break;
                    }
                    console.line(settings.machine() ? lines.machine(record) : lines.readable(record));
                    printed++;
                }
            }
        }
        return printed;
    }

    private boolean isFull(long printed) {
        return settings.limit() != null && printed >= settings.limit();
    }
}
