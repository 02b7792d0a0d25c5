package org.earshot.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody who owns the database changes it directly. Each test puts right what it did. */
@QuarkusTest
class TamperingTest extends AuditTest {
    @TestHTTPResource(value = "health/ready", management = true)
    @SuppressWarnings("NullAway.Init") // by Quarkus
    URL readiness;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event | bytes      | set_byte(bytes, 9, get_byte(bytes, 9) # 1)  | entry %d is not"
                        + " what was logged",
                "event | salt       | sha256('another')                           | entry %d is not"
                        + " what was logged",
                "leaf  | commitment | sha256('another')                           | entry %d is not"
                        + " what was logged",
            })
    void anEntryChangedBeforeItIsSignedIsNeverSigned(
            String table, String column, String change, String reason) throws Exception {
        UUID event;
        try (var signing = noSigning()) {
            event = loggedEvent();
            long index = indexOf(event);
            keep(table, column, index);
            change(table, column + " = " + change, index);
            signing.close();

            awaitRefusal(reason.formatted(index));
            var signed = checkpoint().size();
            assertThat(signed).isLessThanOrEqualTo(index);
            given().auth()
                    .oauth2(auditor())
                    .get("/v1/proofs/" + event)
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:earshot:problem:not-yet-in-a-checkpoint"));

            putBack(table, column, index);
        }
        assertThat(awaitProof(event).index()).isEqualTo(indexOf(event));
        awaitReady();
    }

    @Test
    void anEventRemovedBeforeItIsSignedIsNotTakenForErased() throws Exception {
        long index;
        try (var signing = noSigning()) {
            index = indexOf(loggedEvent());
            withoutTriggers(
                    "event",
                    "create table kept as select * from event where index = %d;".formatted(index)
                            + "delete from event where index = %d".formatted(index));
            signing.close();

            awaitRefusal("the event of entry %d is missing".formatted(index));

            sql("insert into event select * from kept; drop table kept");
        }
        awaitReady();
    }

    @Test
    void aHeadThatIsNotThatOfTheEntriesIsNotSigned() throws Exception {
        try (var signing = noSigning()) {
            loggedEvent();
            sql("create table kept as select frontier as kept from head");
            withoutTriggers(
                    "head",
                    "update head set frontier = set_byte(frontier, 3, get_byte(frontier, 3) # 1)");
            signing.close();

            awaitRefusal("the stored entries do not give the root of the log");

            withoutTriggers("head", "update head set frontier = kept from kept; drop table kept");
        }
        awaitReady();
    }

    @Test
    void aLogCutShortIsNotSigned() throws Exception {
        loggedEvent();
        awaitAllSigned();
        sql("create table kept as select size as kept, frontier from head");

        withoutTriggers("head", "update head set size = 0, frontier = ''");

        awaitRefusal("the log is shorter than what was signed");
        withoutTriggers(
                "head",
                "update head set size = kept, frontier = kept.frontier from kept; drop table kept");
        awaitReady();
    }

    @Test
    void aCheckpointOfAnotherKeyIsNotBuiltUpon() throws Exception {
        loggedEvent();
        awaitAllSigned();
        sql(
                "create table kept as select size as kept, note from checkpoint order by size desc"
                        + " limit 1");

        withoutTriggers(
                "checkpoint",
                "update checkpoint set note = replace(checkpoint.note, 'earshot', 'forged')"
                        + " from kept where size = kept");

        awaitRefusal("the last checkpoint is not signed by this log's key");
        withoutTriggers(
                "checkpoint",
                "update checkpoint set note = kept.note from kept where size = kept;"
                        + " drop table kept");
        awaitReady();
    }

    @Test
    void anEventChangedAfterItWasSignedIsFoundByTheVerifier() throws Exception {
        var event = loggedEvent();
        awaitProof(event);
        long index = indexOf(event);
        keep("event", "bytes", index);

        change("event", "bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1)", index);

        assertThat(verifyExport().problems())
                .hasToString(
                        "[entry %d: the commitment is not that of its salt and event]"
                                .formatted(index));
        putBack("event", "bytes", index);
        assertThat(verifyExport().problems()).isEmpty();
    }

    @Test
    void aLeafChangedAfterItWasSignedIsFoundByTheVerifierAndGetsNoProof() throws Exception {
        var event = loggedEvent();
        awaitProof(event);
        long index = indexOf(event);
        keep("leaf", "commitment", index);

        change("leaf", "commitment = sha256('another')", index);

        assertThat(verifyExport().problems())
                .hasToString(
                        ("[entry %d: the commitment is not that of its salt and event, the"
                                        + " entries do not give the signed root]")
                                .formatted(index));
        given().auth()
                .oauth2(auditor())
                .get("/v1/proofs/" + event)
                .then()
                .statusCode(500)
                .body("type", equalTo("urn:earshot:problem:log-does-not-verify"));
        putBack("leaf", "commitment", index);
        assertThat(verifyExport().problems()).isEmpty();
    }

    private UUID loggedEvent() {
        var event = anEvent();
        publish(event);
        awaitLogged(event.eventId());
        return event.eventId();
    }

    /** Holds the signer's lock, as another replica would, until it is closed. */
    private static Connection noSigning() throws SQLException {
        var connection = superuser();
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(x'6175646974'::bigint)");
        }
        return connection;
    }

    /** As the owner of the tables can: the triggers are off for one transaction. */
    private static void withoutTriggers(String table, String statements) throws SQLException {
        var triggers =
                """
                do $$ declare t record; begin
                    for t in select tgname from pg_trigger
                             where tgrelid = '%1$s'::regclass and not tgisinternal loop
                        execute format('alter table %1$s %2$s trigger %%I', t.tgname);
                    end loop;
                end $$;
                """;
        sql(
                "begin;"
                        + triggers.formatted(table, "disable")
                        + statements
                        + ";"
                        + triggers.formatted(table, "enable always")
                        + "commit");
    }

    private static void keep(String table, String column, long index) throws SQLException {
        sql(
                "create table kept as select %s as kept from %s where index = %d"
                        .formatted(column, table, index));
    }

    private static void change(String table, String assignment, long index) throws SQLException {
        withoutTriggers(
                table, "update %s set %s where index = %d".formatted(table, assignment, index));
    }

    private static void putBack(String table, String column, long index) throws SQLException {
        withoutTriggers(
                table,
                "update %s set %s = kept from kept where index = %d; drop table kept"
                        .formatted(table, column, index));
    }

    private void awaitRefusal(String reason) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    var health = given().get(readiness);
                    assertThat(health.statusCode()).isEqualTo(503);
                    assertThat(health.asString()).contains("\"" + reason + "\"");
                });
    }

    private void awaitReady() {
        await().atMost(SOON).until(() -> given().get(readiness).statusCode() == 200);
    }
}
