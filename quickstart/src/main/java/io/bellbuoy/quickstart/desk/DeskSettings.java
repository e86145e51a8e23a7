package io.bellbuoy.quickstart.desk;

import io.bellbuoy.quickstart.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * How to run a dead letter service.
 *
 * @param bootstrapServers where the broker is
 * @param database where its PostgreSQL is
 * @param port of console and API on 127.0.0.1
 * @param userFile where the configuration of its user is written
 * @param properties further ones, such as {@code bellbuoy.deadletters.edit.enabled=true}
 */
public record DeskSettings(
        String bootstrapServers, DatabaseSettings database, int port, Path userFile, List<String> properties) {

    public DeskSettings {
        properties = List.copyOf(properties);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
