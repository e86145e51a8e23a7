package io.bellbuoy.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lines of the instances' logs that ask people to act. A service that gets over a fault by itself logs none. */
final class Alarms {

    private static final String LINE = "^\\d{4}-\\d\\d-\\d\\dT\\S+ +[A-Z]+ .*";
    private static final String ERROR = "^\\d{4}-\\d\\d-\\d\\dT\\S+ ERROR .*";
    /** Whoever fills a disk must make room. */
    private static final String DISK = "check the disk of the state directory";
    /**
     * With the group protocol {@code consumer}, Kafka's client logs two errors of itself when a static member is refused; the
     * service waits until its id is free.
     */
    private static final String REFUSED = "failed due to unreleased instance id";

    private static final String REFUSED_THEN = "transitioned to fatal state";
    /** It also logs two when it asks for offsets as a member that the group has given up; the service joins again. */
    private static final String GIVEN_UP = "OffsetFetch failed with UNKNOWN_MEMBER_ID";

    private static final String GIVEN_UP_THEN = "Error fetching committed offsets to update positions";
    private static final String GIVEN_UP_CAUSE = "UnknownMemberIdException";
    /**
     * And one when the answer to a batch comes after its transaction was given up, for which its producer has forgotten the
     * partition; the batch was undone by then, and is sent again.
     */
    private static final String ANSWER_TOO_LATE = "Uncaught error in request completion";

    private static final String ANSWER_TOO_LATE_CAUSE = "Trying to get txnPartitionEntry for ";

    private Alarms() {}

    /**
     * An error.
     *
     * @param cause the line of the stack trace that says what was thrown; empty if there is none
     */
    private record Entry(String line, String cause) {}

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
        List<Entry> errors = errors(log);
        return IntStream.range(0, errors.size())
                .filter(i -> !isRefusal(errors, i) && !isOfTheClient(errors.get(i)))
                .mapToObj(i -> name + ": " + errors.get(i).line());
    }

    private static List<Entry> errors(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<Entry> errors = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.matches(ERROR) && !line.contains(DISK)) {
                    errors.add(new Entry(line, cause(lines.subList(i + 1, lines.size()))));
                }
            }
            return errors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cause(List<String> following) {
        return following.stream()
                .takeWhile(line -> !line.matches(LINE))
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }

    private static boolean isRefusal(List<Entry> errors, int i) {
        return errors.get(i).line().contains(REFUSED)
                || i > 0
                        && errors.get(i).line().contains(REFUSED_THEN)
                        && errors.get(i - 1).line().contains(REFUSED);
    }

    private static boolean isOfTheClient(Entry error) {
        return error.line().contains(GIVEN_UP)
                || error.line().contains(GIVEN_UP_THEN) && error.cause().contains(GIVEN_UP_CAUSE)
                || error.line().contains(ANSWER_TOO_LATE) && error.cause().contains(ANSWER_TOO_LATE_CAUSE);
    }
}
