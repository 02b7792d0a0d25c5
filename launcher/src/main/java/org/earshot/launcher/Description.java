package org.earshot.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a program needs to use a running suite: what {@code ./earshot up --json} prints.
 *
 * @param services address of each service by its name
 * @param management the same for operators: health, metrics, API description
 * @param issuer the realm's address
 * @param kafka host and port
 * @param clients the realm's clients by what they are for
 * @param users the demo users by their role
 * @param auditVkey the log's public key, as C2SP writes it
 */
public record Description(
        @JsonProperty("services") Map<String, String> services,
        @JsonProperty("management") Map<String, String> management,
        @JsonProperty("issuer") String issuer,
        @JsonProperty("kafka") String kafka,
        @JsonProperty("clients") Map<String, Client> clients,
        @JsonProperty("users") Map<String, User> users,
        @JsonProperty("auditVkey") String auditVkey) {

    /** Credentials of a program. */
    public record Client(@JsonProperty("id") String id, @JsonProperty("secret") String secret) {}

    /** A demo user, and the client to sign in through. */
    public record User(
            @JsonProperty("username") String username,
            @JsonProperty("password") String password,
            @JsonProperty("clientId") String clientId) {}

    private static final String CONSOLE = "earshot-console";

    static Description of(Ports ports, Secrets secrets) {
        var services = new LinkedHashMap<String, String>();
        var management = new LinkedHashMap<String, String>();
        for (var service : Service.values()) {
            services.put(service.label(), "http://127.0.0.1:" + ports.of(service));
            management.put(service.label(), "http://127.0.0.1:" + ports.managementOf(service));
        }
        var clients = new LinkedHashMap<String, Client>();
        for (var id : new String[] {"portal", "portal-two", "classifier-service", "canary"}) {
            clients.put(id, new Client(id, secrets.client(id)));
        }
        clients.put("console", new Client(CONSOLE, secrets.client(CONSOLE)));
        var users = new LinkedHashMap<String, User>();
        user(users, secrets, "caseworker", "caseworker");
        user(users, secrets, "caseworker2", "caseworker2");
        user(users, secrets, "supervisor", "supervisor");
        user(users, secrets, "duty-manager", "dutymanager");
        user(users, secrets, "auditor", "auditor");
        user(users, secrets, "analyst", "analyst");
        user(users, secrets, "approver", "approver");
        user(users, secrets, "data-protection-officer", "dpo");
        return new Description(
                services,
                management,
                "http://127.0.0.1:" + ports.keycloak() + "/realms/earshot",
                "127.0.0.1:" + ports.kafka(),
                clients,
                users,
                secrets.logSigningKey().vkey().toString());
    }

    private static void user(
            Map<String, User> users, Secrets secrets, String role, String username) {
        users.put(role, new User(username, secrets.user(username), CONSOLE));
    }

    /** An address for operators of a service. */
    public URI managementAt(Service service, String path) {
        return URI.create(required(management, service.label()) + path);
    }

    /** An address of a service. */
    public URI at(Service service, String path) {
        return URI.create(required(services, service.label()) + path);
    }

    public Client client(String name) {
        return required(clients, name);
    }

    public User user(String role) {
        return required(users, role);
    }

    private static <T> T required(Map<String, T> all, String name) {
        @Nullable T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("Not part of the suite: " + name);
        }
        return found;
    }
}
