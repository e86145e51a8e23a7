package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the service until it has published the features of every payment, and notes them; it is killed now and then. */
final class FeatureRun {

    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final WindowOracle oracle;
    private final Function<@Nullable JsonNode, BigDecimal> reading;
    private final Map<String, Map<String, BigDecimal>> published = new HashMap<>();
    private final List<String> twice = new ArrayList<>();
    private long records;

    /** @param reading makes a number of a published value, which may be missing */
    FeatureRun(WindowOracle oracle, Function<@Nullable JsonNode, BigDecimal> reading) {
        this.oracle = oracle;
        this.reading = reading;
    }

    /**
     * Runs the service to the end of what was sent before.
     *
     * @param directory where the service keeps its state
     * @param configuration the text of its {@code application.yml}
     * @param topic where it publishes a record a payment
     */
    void run(LocalBroker broker, Topics topics, Path directory, String configuration, String topic, int kills) {
        int size = oracle.payments().size();
        try (ServiceProcess service = ServiceProcess.configured(broker.bootstrapServers(), directory, configuration);
                CommittedReader reader = CommittedReader.open(broker.bootstrapServers(), topics.require(topic), true)) {
            service.start();
            int killed = 0;
            long heardAt = System.nanoTime();
            while (records < size) {
                var batch = reader.poll(Duration.ofMillis(100));
                batch.forEach(this::note);
                heardAt = batch.isEmpty() ? heardAt : System.nanoTime();
                service.requireAlive();
                assertThat(Duration.ofNanos(System.nanoTime() - heardAt))
                        .as("silence of the service after %d records: %s", records, service.log())
                        .isLessThan(SILENCE_LIMIT);
                if (killed < kills && records > (killed + 1L) * size / (kills + 1)) {
                    service.kill();
                    killed++;
                    service.start();
                    heardAt = System.nanoTime();
                }
            }
            reader.readToEnd(this::note);
            assertThat(killed).isEqualTo(kills);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        records++;
        JsonNode row = JSON.readTree(record.value());
        String id = row.get("eventId").asString();
        if (published.containsKey(id)) {
            twice.add(id);
        }
        Map<String, BigDecimal> values = new HashMap<>();
        if (oracle.knows(id)) {
            oracle.features()
                    .forEach(name ->
                            values.put(name, reading.apply(row.get("values").get(name))));
        }
        published.put(id, values);
    }

    /** Requires that the features of each payment were published once; returns how many rows equal the oracle's. */
    int requireOnce(long seed) {
        assertThat(twice)
                .as("payments whose features were published twice, seed %d", seed)
                .isEmpty();
        assertThat(records)
                .as("payments whose features were published, seed %d", seed)
                .isEqualTo(oracle.payments().size());
        return oracle.compare(published);
    }
}
