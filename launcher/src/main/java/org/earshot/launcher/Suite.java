package org.earshot.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.localstack.KafkaBroker;
import org.earshot.localstack.KeycloakDistribution;
import org.earshot.localstack.KeycloakServer;
import org.earshot.localstack.PostgresServer;
import org.earshot.localstack.Processes;
import org.earshot.localstack.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Earshot, running: Kafka in this process, PostgreSQL, Keycloak and the four services
 * as its children. It ends when this is closed, and nothing is left.
 */
public final class Suite implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Children children;
    private final Map<Service, Process> services = new EnumMap<>(Service.class);

    private @Nullable KafkaBroker kafka;
    private @Nullable PostgresServer postgres;
    private @Nullable KeycloakServer keycloak;
    private boolean closed;

    private Suite(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
        secrets = Secrets.of(home);
        children = new Children(home);
    }

    /** Starts everything on a block of free ports and returns when all of it is on its way. */
    public static Suite start(Home home) {
        return start(home, Ports.choose(home, System.getenv("EARSHOT_PORT_BASE")));
    }

    static Suite start(Home home, Ports ports) {
        for (var service : Service.values()) {
            if (!Files.exists(home.runner(service.label()))) {
                throw new Failure(
                        service.label() + " is not built: " + home.runner(service.label()));
            }
        }
        var suite = new Suite(home, ports);
        try {
            suite.startAll();
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /**
     * Keycloak needs nobody and takes longest, so it goes first; the services need Kafka and
     * PostgreSQL to start, but wait for Keycloak by themselves. Not on virtual threads: what they
     * load for the first time holds its carrier, of which a small machine has two.
     */
    private void startAll() {
        try (var tasks = Executors.newCachedThreadPool()) {
            var started =
                    List.<Future<?>>of(
                            tasks.submit(this::startKeycloak),
                            tasks.submit(this::startPostgres),
                            tasks.submit(this::startKafka));
            for (var task : started.reversed()) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A server did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
        for (var service : Service.values()) {
            start(service);
        }
    }

    private void startKafka() {
        var broker = KafkaBroker.in(home.file("kafka"), ports.kafka(), ports.kafkaController());
        synchronized (this) {
            kafka = broker;
        }
    }

    private void startPostgres() {
        var data = home.file("postgres");
        var server =
                PostgresServer.in(
                        data,
                        home.postgresPrograms(),
                        ports.postgres(),
                        secrets.postgres(),
                        home.log("postgres"));
        synchronized (this) {
            postgres = server;
        }
        children.add(Children.POSTGRES, postmaster(data));
        Service.allDatabases().forEach(name -> server.createDatabase(name, secrets.database(name)));
    }

    /** PostgreSQL writes its own number into its folder. */
    private static ProcessHandle postmaster(Path data) {
        try {
            var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startKeycloak() {
        var environment = new HashMap<String, String>();
        secrets.clients()
                .forEach((client, secret) ->
                        environment.put(
                                "EARSHOT_" + variable(client.replace("earshot-", "")) + "_SECRET",
                                secret));
        secrets.users()
                .forEach((user, password) ->
                        environment.put("EARSHOT_DEMO_" + variable(user) + "_PASSWORD", password));
        environment.put("EARSHOT_PASSWORD_GRANT", "true");
        environment.put("EARSHOT_CONSOLE_URL", address(Service.ROUTING));
        // The realm as imported holds addresses with ports, so each block of ports has its own.
        var server =
                KeycloakServer.start(
                        KeycloakDistribution.in(home.keycloakDistribution()),
                        home.file("keycloak").resolve(Integer.toString(ports.keycloak())),
                        ports.keycloak(),
                        environment,
                        home.log("keycloak"));
        synchronized (this) {
            keycloak = server;
        }
        children.add("keycloak", server.process().toHandle());
    }

    private synchronized void start(Service service) {
        if (closed) {
            throw new IllegalStateException("The suite is closed");
        }
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                service.heapLimit(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dquarkus.http.host=127.0.0.1",
                                "-jar",
                                home.runner(service.label()).toString()));
        var log = home.log(service.label()).toFile();
        var builder =
                new ProcessBuilder(command)
                        .directory(home.state().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("QUARKUS_")
                                || name.startsWith("EARSHOT_")
                                || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment(service));
        try {
            var process = builder.start();
            services.put(service, process);
            children.add(service.label(), process.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(service.label() + " did not start", e);
        }
    }

    private Map<String, String> environment(Service service) {
        var settings = new HashMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.managementOf(service)));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", description().issuer());
        var prefix = "QUARKUS_DATASOURCE_";
        for (var database : service.databases()) {
            settings.put(
                    prefix + "JDBC_URL",
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), database));
            settings.put(prefix + "USERNAME", database);
            settings.put(prefix + "PASSWORD", secrets.database(database));
            prefix = "QUARKUS_DATASOURCE_KEYS_";
        }
        switch (service) {
            case INGEST -> {
                settings.put("EARSHOT_INGEST_KEY_ENCRYPTION_KEY", secrets.keyEncryptionKey());
                settings.put(
                        "EARSHOT_INGEST_BLOBS_FOLDER", home.state().resolve("blobs").toString());
                settings.put(
                        "EARSHOT_INGEST_READ_GRANT_KEYS_URL",
                        address(Service.ROUTING) + "/v1/read-grant-keys");
            }
            case CLASSIFIER -> {
                settings.put("EARSHOT_CLASSIFIER_INGEST_URL", address(Service.INGEST));
                settings.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", description().issuer());
                settings.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", "classifier-service");
                settings.put(
                        "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET",
                        secrets.client("classifier-service"));
            }
            case ROUTING -> settings.put("EARSHOT_ROUTING_READ_GRANT_KEY", secrets.readGrantKey());
            case AUDIT -> {
                settings.put("EARSHOT_AUDIT_SIGNING_KEY", secrets.logSigningSeed());
                settings.put("EARSHOT_AUDIT_ORIGIN", Secrets.LOG_ORIGIN);
                settings.put("EARSHOT_AUDIT_CHECKPOINT_EVERY", "PT2S");
            }
        }
        return settings;
    }

    private String address(Service service) {
        return "http://127.0.0.1:" + ports.of(service);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What a program needs to use this suite. */
    public Description description() {
        return Description.of(ports, secrets);
    }

    /** Returns when the realm answers and every service says it is ready. */
    public void awaitReady(Duration longest) {
        new Ready(home, ports).await(longest, name -> {});
    }

    public Home home() {
        return home;
    }

    /** Where a service's health, metrics and API description are. */
    public URI managementOf(Service service) {
        return URI.create("http://127.0.0.1:" + ports.managementOf(service));
    }

    /** What a service wrote, from its first start on. */
    public Path log(Service service) {
        return home.log(service.label());
    }

    /** An address with the superuser's credentials in it: to look at tables from outside. */
    public synchronized String superuserJdbcUrl(String database) {
        if (postgres == null) {
            throw new IllegalStateException("PostgreSQL is not running");
        }
        return postgres.superuserJdbcUrl(database);
    }

    /** Kills the service as a power cut would: no signal it could answer. */
    public synchronized void kill(Service service) {
        var process = services.get(service);
        if (process != null) {
            Processes.end(process.toHandle(), Duration.ZERO);
        }
    }

    /** Asks the service to end, and waits for it. */
    public synchronized void stop(Service service) {
        var process = services.get(service);
        if (process != null) {
            Processes.end(process.toHandle(), GRACE);
        }
    }

    /** Starts the service again, ending it first if it still runs; returns when it is ready. */
    public void restart(Service service, Duration longest) {
        stop(service);
        start(service);
        Readiness.await(
                URI.create(managementOf(service) + Ready.PATH), () -> isAlive(service), longest);
    }

    private synchronized boolean isAlive(Service service) {
        var process = services.get(service);
        return process != null && process.isAlive();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (var tasks = Executors.newCachedThreadPool()) {
            services.values()
                    .forEach(process ->
                            tasks.execute(() -> Processes.end(process.toHandle(), GRACE)));
            if (keycloak != null) {
                tasks.execute(keycloak::close);
            }
        }
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        children.forgetAll();
    }
}
