package org.earshot.ingest.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.events.MessageViewed;
import org.earshot.events.Person;
import org.earshot.ingest.api.Caller;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Content.Correspondent;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.store.ReadableMessage;
import org.earshot.outbox.Outbox;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Gives one message to the person who holds it, or tells them that it cannot be read; which of the
 * two they were told is committed first.
 */
@Path("/v1/messages/{id}/text")
@RolesAllowed("caseworker")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Staff")
class TextResource {

    private static final Logger LOG = Logger.getLogger(TextResource.class);

    private final Messages messages;
    private final ReadGrants grants;
    private final Outbox outbox;
    private final Caller caller;
    private final Clock clock;

    TextResource(Messages messages, ReadGrants grants, Outbox outbox, Caller caller, Clock clock) {
        this.messages = messages;
        this.grants = grants;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextView(
            UUID id,
            String text,
            String channel,
            Instant receivedAt,
            @Nullable Correspondent correspondent,
            @Nullable String about,
            @Nullable Boolean safeToContact) {
        static TextView of(ReadableMessage message) {
            return new TextView(
                    message.id(),
                    message.content().text(),
                    Codes.of(message.channel()),
                    message.receivedAt(),
                    message.content().correspondent(),
                    Codes.ofNullable(message.about()),
                    message.safeToContact());
        }

        @Override
        public String toString() {
            return "TextView of " + id;
        }
    }

    @GET
    @Operation(
            operationId = "messageText",
            summary = "Read the message you hold",
            description = "Needs the read grant that came with the work item.")
    @APIResponse(
            responseCode = "200",
            description = "Its words, exactly as received",
            content =
                    @Content(
                            schema = @Schema(implementation = TextView.class),
                            examples =
                                    @ExampleObject(
                                            name = "a letter",
                                            value =
                                                    """
                                                    {"id": "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63",
                                                     "text": "My claim\\n\\nI moved house in May.",
                                                     "channel": "letter",
                                                     "receivedAt": "2026-03-02T09:15:00Z",
                                                     "correspondent": {"reference": "CASE-10442"},
                                                     "about": "self",
                                                     "safeToContact": true}\
                                                    """)))
    @APIResponse(responseCode = "401", ref = "Unauthorised")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @APIResponse(
            responseCode = "403",
            description = "No person's token, or not the grant of this person for this message",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "Its words cannot be opened any more",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "500",
            description = "It is stored, but cannot be decrypted",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "Problem")))
    public Response read(@RestPath UUID id, @HeaderParam("Read-Grant") @Nullable String grant)
            throws SQLException {
        var person =
                caller.person().orElseThrow(() -> ReadGrants.refused(id, "not a person's token"));
        var grantId = grants.check(grant, id, person);
        var opened = new AtomicReference<@Nullable ReadableMessage>();
        var notRead = messages.read(List.of(id), opened::set);
        var message = opened.get();
        viewed(id, person, grantId, message != null);
        if (message == null) {
            throw notRead.failed().isEmpty() ? gone() : unreadable();
        }
        return Response.ok(TextView.of(message)).header("Cache-Control", "no-store").build();
    }

    /** Whether it was erased on purpose is not known here, and so not said. */
    private static Problem gone() {
        return Problem.of(
                410, "text-gone", "The text is gone", "Its words cannot be opened any more.");
    }

    private static Problem unreadable() {
        return Problem.of(
                500,
                "text-unreadable",
                "The text cannot be decrypted",
                "It is stored, but not with a key that opens it. The operators have been told.");
    }

    private void viewed(UUID id, Person person, UUID grantId, boolean shown) {
        var eventId = UUID.randomUUID();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        outbox.publish(
                                new MessageViewed(eventId, now, id, person, grantId, shown)));
        LOG.infof("viewed messageId=%s eventId=%s shown=%s", id, eventId, shown);
    }
}
