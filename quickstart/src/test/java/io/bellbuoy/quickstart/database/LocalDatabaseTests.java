package io.bellbuoy.quickstart.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatabaseTests {

    @TempDir
    private Path directory;

    @Test
    void itsDataStayAndItsCommitsReachTheDisk() throws SQLException, IOException {
        DatabaseSettings settings = settings(freePort());
        assertThat(LocalDatabase.isReachable(settings)).isFalse();

        try (LocalDatabase database = LocalDatabase.start(settings)) {
            assertThat(LocalDatabase.isReachable(settings)).isTrue();
            assertThat(ask(settings, "show fsync")).isEqualTo("on");
            assertThat(ask(settings, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(settings, "create table kept (id int); insert into kept values (7) returning id"))
                    .isEqualTo("7");
        }
        assertThat(LocalDatabase.isReachable(settings)).isFalse();

        try (LocalDatabase again = LocalDatabase.start(settings)) {
            assertThat(ask(settings, "select id from kept")).isEqualTo("7");
        }
    }

    @Test
    void aPortThatIsTakenIsAProblemThatSaysWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> LocalDatabase.start(settings(taken.getLocalPort())))
                    .withMessageContaining("Port " + taken.getLocalPort() + " is taken")
                    .withMessageContaining("give another port");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> settings(0)).withMessageContaining("1 to 65535");
    }

    private DatabaseSettings settings(int port) {
        return new DatabaseSettings(directory.resolve("data"), Path.of("target", "database-binaries"), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String ask(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), DatabaseSettings.USER, "");
                Statement statement = connection.createStatement()) {
            boolean isQuery = statement.execute(sql);
            while (!isQuery) {
                isQuery = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
