package io.bellbuoy.quickstart.process;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The executable jar of a service, as the script builds it. */
public final class ServiceJar {

    /** The module of the fraud detection service. */
    public static final String FRAUD_DETECTION = "fraud-detection-service";

    /** The module of the dead letter service. */
    public static final String DEAD_LETTERS = "dead-letter-service";

    private ServiceJar() {}

    /**
     * The newest one.
     *
     * @param home the root of the repository
     * @param service its module
     * @throws Problem that says how to build it if there is none
     */
    public static Path of(Path home, String service) {
        Path target = home.resolve(service).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.getFileName().toString().matches(service + "-.*-exec\\.jar"))
                        .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                        .orElseThrow(() -> notBuilt(service, target));
            } catch (IOException e) {
                throw new Problem("Cannot read " + target + ": " + e.getMessage(), e);
            }
        }
        throw notBuilt(service, target);
    }

    private static Problem notBuilt(String service, Path target) {
        return new Problem("There is no " + service + "-*-exec.jar in " + target
                + ". Start by the script ./bellbuoy, which builds it.");
    }
}
