package io.bellbuoy.quickstart.acceptance;

import io.bellbuoy.quickstart.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built fraud-detection service with a configuration of its own, in a JVM that can be killed. */
final class ServiceProcess implements AutoCloseable {

    private final String bootstrapServers;
    private final Path directory;
    private final List<String> arguments;
    private @Nullable Process process;
    private int starts;

    /**
     * @param directory where its state and its logs are kept
     * @param arguments what its configuration differs in from the shipped one
     */
    ServiceProcess(String bootstrapServers, Path directory, List<String> arguments) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        this.arguments = arguments;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A service with a configuration of its own.
     *
     * @param configuration the text of the {@code application.yml} that replaces the service's own
     */
    static ServiceProcess configured(String bootstrapServers, Path directory, String configuration) {
        Path file = directory.resolve("application.yml");
        ServiceProcess service =
                new ServiceProcess(bootstrapServers, directory, List.of("--spring.config.location=file:" + file));
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return service;
    }

    /** Starts it, with the state that the one before left. */
    void start() {
        List<String> all = new ArrayList<>(arguments);
        all.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
        all.add("--bellbuoy.state.directory=" + stateDirectory());
        all.add("--bellbuoy.instance-id=acceptance-0");
        all.add("--server.port=0");
        List<String> command = JavaCommand.jar(jar(), List.of("-Xmx1g"), all);
        try {
            starts++;
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log(starts).toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its local copy of state lives. */
    Path stateDirectory() {
        return directory.resolve("state");
    }

    /** The executable jar that the build made before this module. */
    static Path jar() {
        Path target = Path.of("..", "fraud-detection-service", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("There is no executable jar in " + target.toAbsolutePath()
                                    + "; run ./mvnw -pl fraud-detection-service -am package -DskipTests first."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Fails with the end of the log if it ended by itself. */
    void requireAlive() {
        if (process == null || !process.isAlive()) {
            String text = log();
            throw new CompletionException(
                    "The service ended by itself. The end of its log:\n"
                            + text.substring(Math.max(0, text.length() - 4000)),
                    null);
        }
    }

    /** What it printed since its last start. */
    String log() {
        try {
            return Files.readString(log(starts), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(int start) {
        return directory.resolve("service-" + start + ".log");
    }

    @Override
    public void close() {
        kill();
    }
}
