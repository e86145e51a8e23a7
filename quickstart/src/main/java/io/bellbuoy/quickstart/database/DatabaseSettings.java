package io.bellbuoy.quickstart.database;

import java.nio.file.Path;

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

    /** Where clients connect. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }
}
