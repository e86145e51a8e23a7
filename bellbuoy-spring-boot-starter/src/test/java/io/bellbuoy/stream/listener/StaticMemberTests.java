package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may join under an instance id, with the group protocol {@code consumer}. */
class StaticMemberTests {

    @TempDir
    Path directory;

    @Test
    void anInstanceWaitsUntilTheGroupHasLetItsIdGoAndSaysSo() throws Exception {
        try (StreamScenario scenario = new StreamScenario("static-held", 2);
                KafkaConsumer<byte[], byte[]> holder = member(scenario, "pod-0");
                TestInstance instance =
                        new TestInstance(scenario, "pod", directory, GroupProtocol.CONSUMER, Map.of(), 1)) {
            join(scenario, holder);
            StaticMember member = new StaticMember(scenario.admin(), scenario.application, "pod-0");
            assertThat(member.held()).hasValueSatisfying(why -> assertThat(why)
                    .contains("static-held", "'pod-0'", "127.0.0.1", "bellbuoy.instance-id"));
            assertThat(new StaticMember(scenario.admin(), scenario.application, "pod-1").held())
                    .isEmpty();

            scenario.send(100, 10);
            instance.start();
            assertThat(instance.board.fencedThreads()).containsKey(0);
            assertThat(instance.board.threads()).isZero();

            // As an instance that stops in order: the group keeps its place, but lets it go.
            holder.close();
            instance.awaitLive(2);
            assertThat(instance.board.fencedThreads()).isEmpty();
            scenario.expectEachCountedOnce();
        }
    }

    @Test
    void anIdIsFreeInAGroupThatIsNotThereAndAfterItsMemberHasLeft() throws Exception {
        try (StreamScenario scenario = new StreamScenario("static-free", 1)) {
            StaticMember member = new StaticMember(scenario.admin(), scenario.application, "pod-0");
            assertThat(member.held()).isEmpty();
            try (KafkaConsumer<byte[], byte[]> holder = member(scenario, "pod-0")) {
                join(scenario, holder);
                assertThat(member.held()).isPresent();
                holder.close(
                        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
            }
            // It left the way a crash does not: as one who may come back.
            assertThat(member.held()).isEmpty();
        }
    }

    /** Both may find the id free, and one is then refused. */
    @Test
    void ofTwoInstancesThatStartUnderOneIdAtOnceOneWaits() throws Exception {
        try (StreamScenario scenario = new StreamScenario("static-two", 2);
                TestInstance one =
                        new TestInstance(scenario, "pod", directory.resolve("1"), GroupProtocol.CONSUMER, Map.of(), 1);
                TestInstance two = new TestInstance(
                        scenario, "pod", directory.resolve("2"), GroupProtocol.CONSUMER, Map.of(), 1)) {
            scenario.send(100, 10);
            CompletableFuture<Void> starting = CompletableFuture.runAsync(one::start);
            two.start();
            starting.get();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(one.live() + two.live()).isEqualTo(2);
                assertThat(one.board.fencedThreads().size()
                                + two.board.fencedThreads().size())
                        .isOne();
            });
            TestInstance owner = one.live() == 2 ? one : two;
            owner.stop();
            (owner == one ? two : one).awaitLive(2);
            scenario.send(100, 10);
            scenario.expectEachCountedOnce();
        }
    }

    private static KafkaConsumer<byte[], byte[]> member(StreamScenario scenario, String instanceId) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestBroker.address(),
                        "group.id",
                        scenario.application,
                        "group.protocol",
                        "consumer",
                        "group.instance.id",
                        instanceId,
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void join(StreamScenario scenario, KafkaConsumer<byte[], byte[]> member) {
        member.subscribe(List.of(scenario.input()));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            member.poll(Duration.ofMillis(100));
            return !member.assignment().isEmpty();
        });
    }
}
