package org.earshot.ingest.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.ingest.api.Caller;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Content.Correspondent;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.store.ReadableMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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

    private final Messages messages;
    private final ReadGrants grants;
    private final Views views;
    private final Caller caller;

    TextResource(Messages messages, ReadGrants grants, Views views, Caller caller) {
        this.messages = messages;
        this.grants = grants;
        this.views = views;
        this.caller = caller;
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
            @Nullable Boolean safeToContact,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DocumentView> documents) {
        static TextView of(ReadableMessage message) {
            return new TextView(
                    message.id(),
                    message.text(),
                    Codes.of(message.channel()),
                    message.receivedAt(),
                    message.content().correspondent(),
                    Codes.ofNullable(message.about()),
                    message.safeToContact(),
                    DocumentView.of(message));
        }

        @Override
        public String toString() {
            return "TextView of " + id;
        }
    }

    /**
     * A document that came with the message.
     *
     * @param number from 1
     * @param size bytes
     * @param outcome pending, complete, partial or failed: what is not complete is to be looked at
     *     in the document itself
     * @param start where its words begin in the text, in code points; absent while pending
     * @param end exclusive
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DocumentView(
            int number,
            @Nullable String name,
            String mediaType,
            long size,
            String outcome,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reasons,
            @Nullable Integer pages,
            @Nullable Integer start,
            @Nullable Integer end) {

        private static final int BETWEEN = 2;

        static List<DocumentView> of(ReadableMessage message) {
            var views = new ArrayList<DocumentView>();
            var texts = message.documents();
            int end = codePoints(message.content().text());
            for (var attachment : message.content().attachments()) {
                int number = views.size() + 1;
                var read =
                        texts == null || texts.documents().size() < number
                                ? null
                                : texts.documents().get(number - 1);
                int start = end + BETWEEN;
                end = read == null ? end : start + codePoints(read.text());
                views.add(
                        new DocumentView(
                                number,
                                attachment.name(),
                                attachment.mediaType(),
                                attachment.size(),
                                read == null ? "pending" : read.outcome(),
                                read == null ? List.of() : read.reasons(),
                                read == null ? null : read.pages().size(),
                                read == null ? null : Integer.valueOf(start),
                                read == null ? null : Integer.valueOf(end)));
            }
            return views;
        }

        private static int codePoints(String text) {
            return text.codePointCount(0, text.length());
        }

        @Override
        public String toString() {
            return "DocumentView " + number;
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
        views.viewed(id, person, grantId, message != null);
        if (message == null) {
            throw notRead.failed().isEmpty() ? Views.gone() : Views.unreadable();
        }
        return Response.ok(TextView.of(message)).header("Cache-Control", "no-store").build();
    }
}
