package io.bellbuoy.quickstart.process;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The executable jar of the fraud detection service, as the script builds it. */
public final class ServiceJar {

    private static final String SERVICE = "fraud-detection-service";

    private ServiceJar() {}

    /**
     * The newest one.
     *
     * @param home the root of the repository
     * @throws Problem that says how to build it if there is none
     */
    public static Path of(Path home) {
        Path target = home.resolve(SERVICE).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.getFileName().toString().matches(SERVICE + "-.*-exec\\.jar"))
                        .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                        .orElseThrow(() -> notBuilt(target));
            } catch (IOException e) {
                throw new Problem("Cannot read " + target + ": " + e.getMessage(), e);
            }
        }
        throw notBuilt(target);
    }

    private static Problem notBuilt(Path target) {
        return new Problem("There is no " + SERVICE + "-*-exec.jar in " + target
                + ". Start by the script ./bellbuoy, which builds it.");
    }
}
