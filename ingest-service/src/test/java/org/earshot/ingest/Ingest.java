package org.earshot.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.TestIssuer;

/**
 * The running service as its neighbours see it: the API, the topics and, from behind, the tables.
 */
public final class Ingest {

    public static final String PROBLEM = "application/problem+json";
    private static final JsonMapper JSON = new JsonMapper();

    private Ingest() {}

    /** A submission with everything in it. */
    public static Map<String, Object> aMessage() {
        var message = new HashMap<String, Object>();
        message.put("channel", "portal");
        message.put("subject", "My claim");
        message.put("body", "I moved house in May.");
        message.put("language", "en");
        message.put("serviceLine", "universal-credit");
        message.put("site", "LEEDS-1");
        message.put("nation", "england");
        message.put("correspondent", Map.of("reference", "CASE-1", "name", "A. N. Example"));
        message.put("about", "self");
        message.put("receivedAt", "2026-03-02T09:15:00Z");
        message.put("safeToContact", true);
        return message;
    }

    public static Map<String, Object> aMessage(String body) {
        var message = aMessage();
        message.put("body", body);
        return message;
    }

    /** For clients other than REST Assured. */
    public static URI url(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification asPortal() {
        return as(TestIssuer.portal("portal"));
    }

    public static Response submit(Map<String, Object> message) {
        return asPortal().contentType("application/json").body(json(message)).post("/v1/messages");
    }

    public static UUID submitted(Map<String, Object> message) {
        var response = submit(message);
        assertThat(response.statusCode()).isEqualTo(202);
        return UUID.fromString(response.path("id"));
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is published about a message now. */
    public static List<Event> events(UUID messageId) {
        var events = new ArrayList<Event>();
        for (var record : LocalStack.records(Topics.MESSAGES)) {
            try {
                var event = EventCodec.fromBytes(record.value());
                if (event.subject().equals(messageId.toString())) {
                    events.add(event);
                }
            } catch (UnreadableEvent e) {
                throw new IllegalStateException(e);
            }
        }
        return events;
    }

    /** Runs SQL as nobody in the service can. */
    public static void sql(String database, String sql) {
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl(database));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long count(String database, String table) {
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl(database));
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every table of a database, as text; bytes both as hex and as they read. */
    public static String dump(String database) {
        var dump = new StringBuilder();
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl(database))) {
            var tables = new ArrayList<String>();
            try (var found =
                    connection
                            .getMetaData()
                            .getTables(null, "public", "%", new String[] {"TABLE"})) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            assertThat(tables).isNotEmpty();
            for (var table : tables) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            dump.append(readable(rows.getObject(i))).append('\n');
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return dump.toString();
    }

    private static String readable(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
    }
}
