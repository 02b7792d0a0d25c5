package org.earshot.localstack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one test JVM. Where they are is kept in system properties, which every class
 * loader sees alike.
 */
public final class SharedServers {

    static final String KAFKA = "earshot.local-stack.kafka";
    static final String SUPERUSER_URL = "earshot.local-stack.superuser-url.";

    private static final Set<String> NOT_A_DATASOURCE = Set.of("databases", "oidc", "client");

    private static final Map<String, String> PASSWORDS = new HashMap<>();
    private static @Nullable KafkaBroker kafka;
    private static @Nullable PostgresServer postgres;
    private static @Nullable TestIssuer issuer;

    private SharedServers() {}

    /** Starts what is asked for and not there yet, and answers with the Quarkus configuration. */
    public static synchronized Map<String, String> start(Map<String, String> arguments) {
        var configuration = new HashMap<String, String>();
        configuration.put("kafka.bootstrap.servers", kafka().bootstrapServers());
        var databases = listed(arguments.get("databases"));
        for (var database : databases) {
            create(database);
        }
        if (!databases.isEmpty()) {
            configuration.putAll(datasource("quarkus.datasource.", databases.getFirst()));
        }
        arguments.forEach((name, database) -> {
            if (!NOT_A_DATASOURCE.contains(name)) {
                create(database);
                configuration.putAll(datasource("quarkus.datasource." + name + ".", database));
            }
        });
        if (Boolean.parseBoolean(arguments.get("oidc"))) {
            configuration.put("quarkus.oidc.auth-server-url", issuer().url());
            var client = arguments.get("client");
            if (client != null) {
                configuration.put("quarkus.oidc-client.auth-server-url", issuer().url());
                configuration.put("quarkus.oidc-client.client-id", client);
                configuration.put(
                        "quarkus.oidc-client.credentials.secret", TestIssuer.secretOf(client));
            }
        }
        return configuration;
    }

    private static KafkaBroker kafka() {
        if (kafka == null) {
            kafka = KafkaBroker.temporary();
            System.setProperty(KAFKA, kafka.bootstrapServers());
            closeWithTheJvm(kafka);
        }
        return kafka;
    }

    private static PostgresServer postgres() {
        if (postgres == null) {
            postgres = PostgresServer.temporary();
            closeWithTheJvm(postgres);
        }
        return postgres;
    }

    private static TestIssuer issuer() {
        if (issuer == null) {
            issuer = TestIssuer.start();
            closeWithTheJvm(issuer);
        }
        return issuer;
    }

    private static void create(String database) {
        if (!PASSWORDS.containsKey(database)) {
            var password = PostgresServer.randomPassword();
            postgres().createDatabase(database, password);
            PASSWORDS.put(database, password);
            System.setProperty(SUPERUSER_URL + database, postgres().superuserJdbcUrl(database));
        }
    }

    private static Map<String, String> datasource(String prefix, String database) {
        return Map.of(
                prefix + "jdbc.url", postgres().jdbcUrl(database),
                prefix + "username", database,
                prefix + "password", PASSWORDS.get(database));
    }

    private static List<String> listed(@Nullable String names) {
        return names == null || names.isBlank() ? List.of() : List.of(names.trim().split(" *, *"));
    }

    private static void closeWithTheJvm(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.getLogger(SharedServers.class.getName())
                    .log(System.Logger.Level.WARNING, "A server of the tests did not stop", e);
        }
    }
}
