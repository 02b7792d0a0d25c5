package org.earshot.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on loopback, asking everybody for a password. Each database has one role that
 * owns it, and no role may connect to another's.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";
    private static final String RULES = "pg_hba.conf";

    /** Its presence says that passwords are demanded; initdb's file, which trusts, lacks it. */
    private static final String MARKER = "# Written by Earshot's local stack.";

    private static final String EVERYBODY_WITH_A_PASSWORD =
            MARKER
                    + """

                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """;

    private final EmbeddedPostgres server;
    private final String superuserPassword;
    private final @Nullable Path temporaryFolder;

    private PostgresServer(
            EmbeddedPostgres server, String superuserPassword, @Nullable Path temporaryFolder) {
        this.server = server;
        this.superuserPassword = superuserPassword;
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * A server on a free port whose data goes when it closes, and which does not wait for disks.
     */
    public static PostgresServer temporary() {
        var folder = Folders.temporary("earshot-postgres-");
        var password = randomPassword();
        var settings =
                EmbeddedPostgres.builder()
                        .setPort(FreePorts.any())
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off");
        return start(settings, folder.resolve("data"), password, folder);
    }

    /**
     * A server that finds in this folder what it left there, and keeps what it acknowledged.
     *
     * @param binaries where PostgreSQL's own programs are unpacked, once
     * @param superuserPassword the same at every start on the same folder
     */
    public static PostgresServer in(
            Path folder, Path binaries, int port, String superuserPassword, Path log) {
        var settings =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return start(settings, folder, superuserPassword, null);
    }

    private static PostgresServer start(
            EmbeddedPostgres.Builder settings,
            Path data,
            String superuserPassword,
            @Nullable Path temporaryFolder) {
        QuietLoggers.apply();
        settings.setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "32MB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setConnectConfig("password", superuserPassword);
        try {
            var server = new PostgresServer(settings.start(), superuserPassword, temporaryFolder);
            try {
                if (!demandsPasswords(data)) {
                    server.demandPasswords(data);
                }
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on " + data, e);
        }
    }

    private static boolean demandsPasswords(Path data) throws IOException {
        return Files.readString(data.resolve(RULES)).startsWith(MARKER);
    }

    /**
     * The new folder trusts whoever comes; from here on it asks. The rules come last and whole, so
     * that a kill at any moment leaves a folder that is done or that will be.
     */
    private void demandPasswords(Path data) throws IOException {
        try (var connection = asSuperuser(SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("alter role postgres password " + literal(superuserPassword));
            var whole = data.resolve(RULES + ".new");
            Files.writeString(whole, EVERYBODY_WITH_A_PASSWORD);
            Files.move(whole, data.resolve(RULES), StandardCopyOption.ATOMIC_MOVE);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be made to ask for passwords", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Creates, where missing, the database and the role of the same name that owns it. */
    public void createDatabase(String name, String password) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        try (var connection = asSuperuser(SUPERUSER)) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
                execute(connection, "create role " + name + " login");
            }
            execute(connection, "alter role " + name + " password " + literal(password));
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                execute(connection, "create database " + name + " owner " + name);
            }
            execute(connection, "revoke connect, temporary on database " + name + " from public");
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " could not be created", e);
        }
    }

    /** The address for the role that owns the database; its credentials are not part of it. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port(), database);
    }

    /**
     * An address with the superuser's credentials in it: for tests that look at tables themselves.
     */
    public String superuserJdbcUrl(String database) {
        return "%s?user=%s&password=%s"
                .formatted(
                        jdbcUrl(database),
                        SUPERUSER,
                        URLEncoder.encode(superuserPassword, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (temporaryFolder != null) {
                Folders.delete(temporaryFolder);
            }
        }
    }

    private Connection asSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, superuserPassword);
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String randomPassword() {
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
