package io.bellbuoy.benchmarks.deadletters;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured and how.
 *
 * @param letters how many dead letters are collected
 * @param causes in how many groups
 * @param requests how often each page is asked for
 * @param seed of the dead letters
 * @param portBase the broker's port; its controller, PostgreSQL and the service have the next ones
 * @param directory where data and logs are kept; emptied at the start
 * @param home the root of the repository
 * @param json where the report goes as JSON; null: nowhere
 * @param command what was typed, for the report
 */
public record DeadLettersSettings(
        int letters,
        int causes,
        int requests,
        long seed,
        int portBase,
        Path directory,
        Path home,
        @Nullable Path json,
        String command) {

    private static final int MOST_LETTERS = 100_000_000;
    private static final int MOST_CAUSES = 10_000;
    private static final int MOST_REQUESTS = 100_000;
    private static final int LOWEST_PORT = 1024;
    private static final int HIGHEST_PORT = 65_535;
    private static final int PORTS = 4;

    /** @throws IllegalArgumentException if a number is out of range; the message says which are allowed */
    public DeadLettersSettings {
        require("letters", letters, 1_000, MOST_LETTERS);
        require("causes", causes, 1, MOST_CAUSES);
        require("requests", requests, 1, MOST_REQUESTS);
        require("port base", portBase, LOWEST_PORT, HIGHEST_PORT - PORTS + 1);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d, not %d".formatted(name, least, most, value));
        }
    }

    int brokerPort() {
        return portBase;
    }

    int controllerPort() {
        return portBase + 1;
    }

    int databasePort() {
        return portBase + 2;
    }

    int deskPort() {
        return portBase + 3;
    }

    List<Integer> ports() {
        return List.of(brokerPort(), controllerPort(), databasePort(), deskPort());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort();
    }
}
