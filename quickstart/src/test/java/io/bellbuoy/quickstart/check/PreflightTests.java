package io.bellbuoy.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightTests {

    private static final long GIB = 1024L * 1024 * 1024;
    private static final List<Integer> PORTS = List.of(19092, 19093, 19094);
    private static final Requirements NEEDS = Requirements.of(100_000, PORTS);

    @Test
    void fitMachinePassesEveryCheck() {
        assertThat(Preflight.check(machine(17, true, 8 * GIB, 50 * GIB, List.of(), null), NEEDS))
                .allMatch(Preflight.Result::passed)
                .extracting(Preflight.Result::name)
                .containsExactly("Java", "Compiler", "Memory", "Disk", "Ports", "Temporary directory");
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                arguments(
                        machine(11, true, 8 * GIB, 50 * GIB, List.of(), null),
                        "Java",
                        "Java 11 in /jdk",
                        "Java 17 or later is needed: install a JDK and set JAVA_HOME to it."),
                arguments(
                        machine(17, false, 8 * GIB, 50 * GIB, List.of(), null),
                        "Compiler",
                        "no javac in /jdk/bin",
                        "this is a runtime without a compiler: install a JDK (not a JRE) of version 17 or later and set"
                                + " JAVA_HOME to it."),
                arguments(
                        machine(17, true, GIB, 50 * GIB, List.of(), null),
                        "Memory",
                        "1.0 GiB available",
                        "2.4 GiB is needed: close other programs, or raise the container's memory limit."),
                arguments(
                        machine(17, true, 8 * GIB, GIB / 2, List.of(), null),
                        "Disk",
                        "0.5 GiB free for /demo",
                        "1.2 GiB is needed: make room, choose another disk with --dir, or fewer --events."),
                arguments(
                        machine(17, true, 8 * GIB, 50 * GIB, List.of(19094, 19092), null),
                        "Ports",
                        "19092, 19094 in use",
                        "stop what listens there, or move all ports of the demo (19092, 19093, 19094) with --port-base,"
                                + " such as --port-base 29092."),
                arguments(
                        machine(17, true, 8 * GIB, 50 * GIB, List.of(), "Permission denied"),
                        "Temporary directory",
                        "/temp does not run programs (Permission denied)",
                        "RocksDB unpacks its library there: remount it with exec, or name another one by"
                                + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR."));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void eachFailureIsOneLineThatSaysWhatToDo(Machine machine, String name, String found, String advice) {
        assertThat(Preflight.check(machine, NEEDS).stream().filter(result -> !result.passed()))
                .containsExactly(new Preflight.Result(name, found, advice));
    }

    @Test
    void probeFindsBusyPortsAndAWorkingTemporaryDirectory(@TempDir Path directory) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Machine machine = Machine.probe(directory.resolve("not/yet"), List.of(busy.getLocalPort()));

            assertThat(machine.busyPorts()).containsExactly(busy.getLocalPort());
            assertThat(machine.temporaryFault()).isNull();
            assertThat(machine.compiler()).isTrue();
            assertThat(machine.memoryBytes()).isPositive();
            assertThat(machine.diskBytes()).isPositive();
            assertThat(machine.javaFeature()).isGreaterThanOrEqualTo(17);
        }
    }

    private static Machine machine(
            int java, boolean compiler, long memory, long disk, List<Integer> busy, @Nullable String fault) {
        return new Machine(
                java, Path.of("/jdk"), compiler, memory, disk, Path.of("/demo"), busy, Path.of("/temp"), fault);
    }
}
