package io.bellbuoy.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTests {

    private static final List<String> LONG_LIVED = List.of("sleep", "600");

    @TempDir
    private Path directory;

    private ProcessFile file;

    @BeforeEach
    void name() {
        file = new ProcessFile(directory.resolve("processes"));
    }

    @Test
    void closingEndsChildrenAndRemovesTheFile() throws IOException {
        ChildProcess child;
        try (ProcessGroup group = ProcessGroup.open(file, directory)) {
            child = group.start("sleeper", LONG_LIVED);
            assertThat(file.read()).extracting(ProcessFile.Entry::name).containsExactly("bellbuoy", "sleeper");
        }

        assertThat(child.isAlive()).isFalse();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void childrenDoNotHearCtrlCButEndWhenTold() throws IOException, InterruptedException {
        ChildProcess child;
        try (ProcessGroup group = ProcessGroup.open(file, directory)) {
            child = group.start("sleeper", List.of("sh", "-c", "kill -INT $$; exec sleep 600"));
            new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                    .start()
                    .waitFor();

            child.requireAlive();
        }
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void leftoversOfAKilledParentAreEndedAtTheNextStart() throws IOException {
        Process left = new ProcessBuilder(LONG_LIVED).start();
        file.write(List.of(
                new ProcessFile.Entry(999_999_999, 1, "bellbuoy"), ProcessFile.Entry.of("left", left.toHandle())));

        ProcessGroup.open(file, directory).close();

        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void processThatOnlyHasThePidOfALeftoverIsSpared() throws IOException {
        Process other = new ProcessBuilder(LONG_LIVED).start();
        try {
            file.write(List.of(new ProcessFile.Entry(other.pid(), 1, "left")));

            ProcessGroup.open(file, directory).close();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void secondDemoOnTheSameDirectoryIsRefused() {
        try (ProcessGroup first = ProcessGroup.open(file, directory)) {
            assertThat(first.isClosing()).isFalse();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> ProcessGroup.open(file, directory))
                    .withMessageContaining("already running on this directory (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void childThatEndsByItselfIsAProblemWithTheEndOfItsLog() {
        try (ProcessGroup group = ProcessGroup.open(file, directory)) {
            ChildProcess child = group.start("broken", List.of("sh", "-c", "echo cannot do it; exit 3"));

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> child.awaitUntil("start", Duration.ofSeconds(30), () -> false))
                    .withMessageContaining("broken ended by itself with exit status 3")
                    .withMessageContaining("broken.log")
                    .withMessageContaining("cannot do it");
        }
    }

    @Test
    void nothingIsStartedOnceTheGroupIsClosed() {
        ProcessGroup group = ProcessGroup.open(file, directory);
        group.close();

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> group.start("late", LONG_LIVED));
        assertThat(Files.exists(directory.resolve("late.log"))).isFalse();
    }
}
