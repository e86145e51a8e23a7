package io.bellbuoy.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsTests {

    @TempDir
    Path logs;

    @Test
    void anErrorIsAnAlarmButForAFullDiskAndWhatKafkasClientSaysOfAFaultThatIsOver() throws IOException {
        Files.write(
                logs.resolve("instance-0-1.log"),
                List.of(
                        "2026-01-01T00:00:00.000Z  INFO 1 --- [main] A : transitioned to fatal state",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] B : M transitioned to fatal state",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] C : No space left: check the disk of the state directory",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] D : Heartbeat failed due to unreleased instance id x-0",
                        "2026-01-01T00:00:00.000Z  WARN 1 --- [main] E : something between",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] F : Member m with epoch 0 transitioned to fatal state",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] G : Member m with epoch 0 transitioned to fatal state",
                        "java.lang.IllegalStateException: ERROR in a trace is no line of its own",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] I : OffsetFetch failed with UNKNOWN_MEMBER_ID because",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] J : Error fetching committed offsets to update positions",
                        "",
                        "java.util.concurrent.CompletionException: org.apache.kafka.common.errors.UnknownMemberIdException: no",
                        "\tat java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:332)",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] K : Error fetching committed offsets to update positions",
                        "",
                        "org.apache.kafka.common.errors.GroupAuthorizationException: no",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] L : Uncaught error in request completion:",
                        "",
                        "java.lang.IllegalStateException: Trying to get txnPartitionEntry for a-1, but it was never set",
                        "2026-01-01T00:00:00.000Z ERROR 1 --- [main] M : Uncaught error in request completion:",
                        "",
                        "java.lang.IllegalStateException: another"));
        Files.writeString(
                logs.resolve("broker-0.log"), "2026-01-01T00:00:00.000Z ERROR 1 --- [main] H : of a broker\n");

        assertThat(Alarms.in(logs))
                .extracting(line -> line.replaceAll(".*\\[main] (.) .*", "$1"))
                .containsExactly("B", "G", "K", "M");
    }
}
