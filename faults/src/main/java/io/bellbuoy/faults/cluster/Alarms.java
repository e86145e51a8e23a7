package io.bellbuoy.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lines of the instances' logs that ask people to act. A service that gets over a fault by itself logs none. */
final class Alarms {

    private static final String ERROR = "^\\d{4}-\\d\\d-\\d\\dT\\S+ ERROR .*";
    /** Whoever fills a disk must make room. */
    private static final String DISK = "check the disk of the state directory";
    /**
     * With the group protocol {@code consumer}, Kafka's client logs two errors of itself when a static member is refused; the
     * service waits until its id is free.
     */
    private static final String REFUSED = "failed due to unreleased instance id";

    private static final String REFUSED_THEN = "transitioned to fatal state";

    private Alarms() {}

    /** The lines of all instances, in the order of the names of their logs. */
    static List<String> in(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith("instance-"))
                    .sorted()
                    .flatMap(file -> in(file, file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> in(Path log, String name) {
        try {
            List<String> errors = Files.readAllLines(log).stream()
                    .filter(line -> line.matches(ERROR) && !line.contains(DISK))
                    .toList();
            return IntStream.range(0, errors.size())
                    .filter(i -> !isRefusal(errors, i))
                    .mapToObj(i -> name + ": " + errors.get(i));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRefusal(List<String> errors, int i) {
        return errors.get(i).contains(REFUSED)
                || i > 0
                        && errors.get(i).contains(REFUSED_THEN)
                        && errors.get(i - 1).contains(REFUSED);
    }
}
