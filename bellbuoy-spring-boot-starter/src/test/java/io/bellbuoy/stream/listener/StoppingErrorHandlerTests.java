package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** What a consumer thread says about what it gets over by itself, and what it does not. */
@ExtendWith(OutputCaptureExtension.class)
class StoppingErrorHandlerTests {

    private static final Map<String, Object> CONNECTION = Map.of("bootstrap.servers", TestBroker.address());

    private final StoppingErrorHandler handler = new StoppingErrorHandler();

    static Stream<Exception> whatTheGroupSaysOfAMember() {
        return Stream.of(
                new UnreleasedInstanceIdException("taken"),
                new UnknownMemberIdException("given up"),
                new StaleMemberEpochException("of a time before"));
    }

    @ParameterizedTest
    @MethodSource
    void whatTheGroupSaysOfAMember(Exception thrown, CapturedOutput output) {
        handle(thrown);

        assertThat(output).contains("WARN", "bellbuoy-7", thrown.getMessage()).doesNotContain("ERROR");
    }

    @Test
    void anythingElseIsAnError() {
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> handle(new InvalidTopicException("a b")))
                .withRootCauseInstanceOf(InvalidTopicException.class);
    }

    private void handle(Exception thrown) {
        ContainerProperties properties = new ContainerProperties("none");
        properties.setGroupId("stopping");
        KafkaMessageListenerContainer<byte[], byte[]> container =
                new KafkaMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(CONNECTION), properties);
        container.setBeanName("bellbuoy-7");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(CONNECTION, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            handler.handleOtherException(thrown, consumer, container, false);
        }
    }
}
