package org.earshot.audit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.EventType;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.LocalStackTestResource;
import org.earshot.localstack.TestIssuer;
import org.earshot.transparency.Checkpoint;
import org.earshot.transparency.SignedCheckpoint;
import org.earshot.transparency.SigningKey;
import org.earshot.transparency.TlogProof;
import org.earshot.transparency.UnverifiedException;
import org.earshot.transparency.Verification;
import org.earshot.transparency.Verifier;
import org.earshot.transparency.Vkey;

/** The service on real servers, seen by an outsider who has the log's public key. */
@WithTestResource(
        value = LocalStackTestResource.class,
        initArgs = {
            @ResourceArg(name = "databases", value = "audit"),
            @ResourceArg(name = "oidc", value = "true")
        })
public abstract class AuditTest {
    protected static final Vkey VKEY = SigningKey.of("log.test/earshot", new byte[32]).vkey();
    protected static final Duration SOON = Duration.ofSeconds(20);

    protected static Event anEvent() {
        return new MessageStatusChanged(
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                UUID.randomUUID(),
                MessageStatus.READ);
    }

    /** Publishes events as their services would, and returns when the broker has them all. */
    protected static void publish(Collection<? extends Event> events) {
        var header = new RecordHeader("content-type", ascii(EventCodec.CONTENT_TYPE));
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", LocalStack.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (var event : events) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        EventType.of(event).topic(),
                                        null,
                                        ascii(event.subject()),
                                        EventCodec.toBytes(event),
                                        List.of(header))));
            }
            for (var record : sent) {
                record.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not take the events", e);
        }
    }

    /** Publishes one event, and gives the bytes that travelled. */
    protected static byte[] publish(Event event) {
        publish(List.of(event));
        return EventCodec.toBytes(event);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    protected static Connection superuser() throws SQLException {
        return DriverManager.getConnection(LocalStack.superuserJdbcUrl("audit"));
    }

    protected static void sql(String statements) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    protected static long number(String query) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(query);
            rows.next();
            return rows.getLong(1);
        }
    }

    protected static long indexOf(UUID eventId) throws SQLException {
        return number("select index from event where event_id = '" + eventId + "'");
    }

    protected static long entries() throws SQLException {
        return number("select size from head");
    }

    protected static void awaitLogged(UUID eventId) {
        await().atMost(SOON)
                .until(() ->
                        number("select count(*) from event where event_id = '" + eventId + "'")
                                == 1);
    }

    protected static String auditor() {
        return TestIssuer.person("audrey", "auditor");
    }

    /** The proof of an event, as soon as a checkpoint covers it. */
    protected static TlogProof awaitProof(Object eventId) {
        return TlogProof.parse(
                await().atMost(SOON)
                        .until(
                                () -> given().auth().oauth2(auditor()).get("/v1/proofs/" + eventId),
                                response -> response.statusCode() == 200)
                        .asString());
    }

    protected static Checkpoint checkpoint() throws UnverifiedException {
        var note = given().get("/log/checkpoint").then().statusCode(200).extract().asString();
        return SignedCheckpoint.open(note, VKEY).checkpoint();
    }

    protected static void awaitAllSigned() {
        await().atMost(SOON).until(() -> checkpoint().size() == entries());
    }

    protected static Verification verifyExport() throws IOException {
        byte[] export =
                given().auth()
                        .oauth2(auditor())
                        .get("/v1/log/export")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        return Verifier.verifyExport(new ByteArrayInputStream(export), VKEY);
    }
}
