package org.earshot.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir Path folder;

    @Test
    void aServerStartedAgainOnItsFolderHasItsRows() throws Exception {
        // Given
        int port = FreePorts.any();
        try (var server = server(port)) {
            server.createDatabase("routing", "owner-password");
            try (var connection = connect(server, "routing", "routing", "owner-password")) {
                execute(connection, "create table kept (word text)");
                execute(connection, "insert into kept values ('kept')");
            }
        }

        // When
        try (var again = server(port)) {
            again.createDatabase("routing", "owner-password");

            // Then
            try (var connection = connect(again, "routing", "routing", "owner-password")) {
                assertThat(only(connection, "select word from kept")).isEqualTo("kept");
                assertThat(only(connection, "show fsync")).isEqualTo("on");
                assertThat(only(connection, "show synchronous_commit")).isEqualTo("on");
            }
        }
        assertThat(FreePorts.isFree(port)).isTrue();
    }

    @Test
    void nobodyConnectsWithoutAPasswordOrToTheDatabaseOfAnother() throws Exception {
        try (var server = PostgresServer.temporary()) {
            server.createDatabase("ingest", "ingest-password");
            server.createDatabase("ingest_keys", "keys-password");

            assertThatThrownBy(() -> connect(server, "ingest", "postgres", "").close())
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(server, "ingest", "ingest", "wrong").close())
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() ->
                            connect(server, "ingest_keys", "ingest", "ingest-password").close())
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void aFirstStartThatWasKilledBeforeItAskedForPasswordsIsFinishedByTheNext() throws Exception {
        // Given: what initdb left, and nothing more
        try (var server = server(FreePorts.any())) {
            server.createDatabase("ingest", "ingest-password");
        }
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        // When
        try (var again = server(FreePorts.any())) {

            // Then
            assertThatThrownBy(() -> connect(again, "ingest", "ingest", "wrong").close())
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> connect(again, "postgres", "postgres", "wrong").close())
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aPasswordGivenAgainReplacesTheOneBefore() throws Exception {
        try (var server = PostgresServer.temporary()) {
            server.createDatabase("audit", "first");
            server.createDatabase("audit", "second");

            try (var connection = connect(server, "audit", "audit", "second")) {
                assertThat(only(connection, "select current_user")).isEqualTo("audit");
            }
        }
    }

    private PostgresServer server(int port) {
        return PostgresServer.in(
                folder.resolve("data"),
                folder.resolve("programs"),
                port,
                "superuser-password",
                folder.resolve("postgres.log"));
    }

    private static Connection connect(
            PostgresServer server, String database, String role, String password)
            throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), role, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String only(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
