package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The settings of a consumer thread: large polls, one poll a batch; nothing is committed by the client. */
final class ConsumerSettings {

    private static final int MEGABYTE = 1 << 20;

    private ConsumerSettings() {}

    /**
     * @param connection bootstrap servers, security and other settings of the user; those that the protocol needs are
     *     overridden
     */
    static Map<String, Object> of(Map<String, Object> connection, ListenerSettings listener, int thread) {
        Map<String, Object> settings = new HashMap<>(defaults());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, listener.pollRecords());
        settings.putAll(connection);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, listener.applicationId());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, listener.clientId(thread));
        String member = listener.groupInstanceId(thread);
        if (member != null) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
        }
        setProtocol(settings, listener.protocol());
        return settings;
    }

    private static Map<String, Object> defaults() {
        return Map.of(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                64 * MEGABYTE,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                8 * MEGABYTE,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                MEGABYTE,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // A change of a topic's partitions is to be noticed soon.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                60_000,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                15_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                3_000);
    }

    /** Each protocol refuses the settings of the other. */
    private static void setProtocol(Map<String, Object> settings, GroupProtocol protocol) {
        if (protocol == GroupProtocol.CONSUMER) {
            settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            settings.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
            settings.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            settings.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
            settings.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        } else {
            settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
            settings.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
            settings.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CoPartitionAssignor.class.getName()));
        }
    }
}
