package org.earshot.routing;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.earshot.events.Band;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.EventType;
import org.earshot.events.MessageEvent;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.TestIssuer;

/** The service from outside: its topics, its API, and its rows where time has to be moved. */
public final class Pile {

    private static final Map<String, Object> BROKER =
            Map.of("bootstrap.servers", LocalStack.bootstrapServers());
    private static final Admin ADMIN = Admin.create(BROKER);
    private static final Producer<String, byte[]> PRODUCER =
            new KafkaProducer<>(BROKER, new StringSerializer(), new ByteArraySerializer());
    private static final List<Header> HEADERS =
            List.of(new RecordHeader("content-type", EventCodec.CONTENT_TYPE.getBytes(UTF_8)));

    private Pile() {}

    public static void isEmpty() {
        sql("truncate work_item, assessment, decision, parked_record");
    }

    public static void publish(Event... events) {
        for (var event : events) {
            var unused =
                    PRODUCER.send(
                            new ProducerRecord<>(
                                    EventType.of(event).topic(),
                                    null,
                                    event.subject(),
                                    EventCodec.toBytes(event),
                                    HEADERS));
        }
        PRODUCER.flush();
    }

    /** Publishes, and waits until all of it has had its effect. */
    public static void settle(Event... events) {
        publish(events);
        settled();
    }

    /** Waits until the service has acknowledged every record there is. */
    public static void settled() {
        await().pollInterval(20, MILLISECONDS).atMost(20, SECONDS).until(() -> lag() == 0);
    }

    private static long lag() throws Exception {
        var read =
                ADMIN.listConsumerGroupOffsets("routing-service")
                        .partitionsToOffsetAndMetadata()
                        .get();
        long lag = 0;
        for (var topic : List.of(Topics.MESSAGES, Topics.ASSESSMENTS)) {
            var partitions =
                    ADMIN.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .collect(
                                    Collectors.toMap(
                                            partition ->
                                                    new TopicPartition(
                                                            topic, partition.partition()),
                                            partition -> OffsetSpec.latest()));
            for (var end : ADMIN.listOffsets(partitions).all().get().entrySet()) {
                var offset = read.get(end.getKey());
                lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
        }
        return lag;
    }

    /** A message that was received and assessed. */
    public static UUID aMessage(Band band) {
        var messageId = UUID.randomUUID();
        settle(Examples.aReceipt(messageId), Examples.anAssessment(messageId, band));
        return messageId;
    }

    /** What the service published about a message, each once, by the ids of the events. */
    public static List<Event> published(UUID messageId) {
        await().atMost(20, SECONDS).until(() -> number("select count(*) from outbox") == 0);
        var events = new LinkedHashMap<UUID, Event>();
        for (var topic : List.of(Topics.WORK, Topics.STATUS)) {
            for (var message : LocalStack.records(topic)) {
                if (messageId
                        .toString()
                        .equals(new String(message.key(), StandardCharsets.US_ASCII))) {
                    var event = event(message.value());
                    events.putIfAbsent(event.eventId(), event);
                }
            }
        }
        return List.copyOf(events.values());
    }

    public static <E extends MessageEvent> List<E> published(UUID messageId, Class<E> type) {
        return published(messageId).stream().filter(type::isInstance).map(type::cast).toList();
    }

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification caseworker(String person) {
        return as(TestIssuer.person(person, "caseworker"));
    }

    public static RequestSpecification supervisor() {
        return as(TestIssuer.person("sam", "supervisor"));
    }

    public static Response next(String person) {
        return caseworker(person).post("/v1/work-items/next");
    }

    public static ValidatableResponse item(UUID messageId) {
        return supervisor().get("/v1/work-items/" + messageId).then().statusCode(200);
    }

    public static Response decide(UUID messageId, String person, String action, String reason) {
        return caseworker(person)
                .contentType("application/json")
                .body(
                        Map.of(
                                "action",
                                action,
                                "reasons",
                                List.of(reason),
                                "categories",
                                List.of("V01")))
                .post("/v1/work-items/" + messageId + "/decision");
    }

    /** The person takes the message, which is the first of the pile, and opens it. */
    public static void takeAndOpen(UUID messageId, String person) {
        settle(Examples.aView(messageId, person, take(messageId, person), true));
    }

    /** The person takes the message, which is the first of the pile; its words are gone. */
    public static void takeAndOpenInVain(UUID messageId, String person) {
        settle(Examples.aView(messageId, person, take(messageId, person), false));
    }

    /** The person takes the message, or gets it again; answers with the id of the read grant. */
    public static UUID take(UUID messageId, String person) {
        var claim = next(person).then().statusCode(200).extract().jsonPath();
        assertThat(claim.getString("messageId")).isEqualTo(messageId.toString());
        return grantId(claim.getString("readGrant"));
    }

    public static UUID grantId(String readGrant) {
        var payload = Base64.getUrlDecoder().decode(readGrant.split("\\.", -1)[1]);
        return UUID.fromString(new JsonPath(new String(payload, UTF_8)).getString("jti"));
    }

    public static void sql(String statement) {
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl("routing"));
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long number(String query) {
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl("routing"));
                var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<String> queue() {
        return new ArrayList<>(
                supervisor()
                        .get("/v1/work-items?limit=200")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items.messageId"));
    }

    private static Event event(byte[] value) {
        try {
            return EventCodec.fromBytes(value);
        } catch (UnreadableEvent e) {
            throw new IllegalStateException(e);
        }
    }
}
