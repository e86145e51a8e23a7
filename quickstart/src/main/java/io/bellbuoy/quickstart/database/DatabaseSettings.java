package io.bellbuoy.quickstart.database;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a PostgreSQL lives.
 *
 * @param data where its data are kept; made at the first start and kept after
 * @param binaries where its programs are unpacked, once
 * @param port on 127.0.0.1
 */
public record DatabaseSettings(Path data, Path binaries, int port) {

    private static final int MAX_PORT = 65_535;

    /** The name of the one database. */
    public static final String NAME = "bellbuoy";

    /** Who owns it. There is no password: whoever has an account on this machine may connect. */
    public static final String USER = "postgres";

    public DatabaseSettings {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 1 to " + MAX_PORT + ", not " + port);
        }
        data = data.toAbsolutePath();
        binaries = binaries.toAbsolutePath();
    }

    /** The command with which a program that has it is started again as this database; it needs its family besides. */
    public List<String> command() {
        return List.of("database", "--data=" + data, "--binaries=" + binaries, "--port=" + port);
    }

    /** Where clients connect. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }
}
