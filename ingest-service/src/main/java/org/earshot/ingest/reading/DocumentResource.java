package org.earshot.ingest.reading;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.ingest.api.Caller;
import org.earshot.ingest.store.Blobs;
import org.earshot.ingest.store.Content.Attachment;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.store.ReadableMessage;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Gives a document as it came to the person who holds its message: to be saved and opened, never
 * shown by the browser itself, whatever is in it.
 */
@Path("/v1/messages/{id}/documents/{number}")
@RolesAllowed("caseworker")
@Tag(name = "Staff")
class DocumentResource {

    private static final Logger LOG = Logger.getLogger(DocumentResource.class);

    private final Messages messages;
    private final Blobs blobs;
    private final ReadGrants grants;
    private final Views views;
    private final Caller caller;

    DocumentResource(
            Messages messages, Blobs blobs, ReadGrants grants, Views views, Caller caller) {
        this.messages = messages;
        this.blobs = blobs;
        this.grants = grants;
        this.views = views;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "messageDocument",
            summary = "Get a document of the message you hold",
            description = "As it came. Needs the read grant that came with the work item.")
    @APIResponse(
            responseCode = "200",
            description = "The document, to be saved and not shown by a browser",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            example = "the bytes of a file"))
    @APIResponse(responseCode = "401", ref = "Unauthorised")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @APIResponse(
            responseCode = "403",
            description = "No person's token, or not the grant of this person for this message",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @APIResponse(
            responseCode = "410",
            description = "It cannot be opened any more",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @APIResponse(
            responseCode = "500",
            description = "It is stored, but cannot be decrypted",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    public Response document(
            @RestPath UUID id,
            @RestPath int number,
            @HeaderParam("Read-Grant") @Nullable String grant)
            throws SQLException {
        var person =
                caller.person().orElseThrow(() -> ReadGrants.refused(id, "not a person's token"));
        var grantId = grants.check(grant, id, person);
        var opened = new AtomicReference<@Nullable ReadableMessage>();
        var notRead = messages.read(List.of(id), opened::set);
        var message = opened.get();
        if (message == null) {
            views.viewed(id, person, grantId, false);
            throw notRead.failed().isEmpty() ? Views.gone() : Views.unreadable();
        }
        var attachments = message.content().attachments();
        if (number < 1 || number > attachments.size()) {
            throw Problem.notFound();
        }
        var attachment = attachments.get(number - 1);
        InputStream document;
        try {
            document = open(id, attachment);
        } catch (IOException e) {
            LOG.errorf(
                    "a document cannot be opened messageId=%s blobId=%s because=%s",
                    id, attachment.blobId(), e.getClass().getSimpleName());
            views.viewed(id, person, grantId, false);
            throw e instanceof NoSuchFileException ? Views.gone() : Views.unreadable();
        }
        views.viewed(id, person, grantId, true);
        return Response.ok(streaming(document), attachment.mediaType())
                .header("Content-Length", attachment.size())
                .header("Content-Disposition", disposition(attachment, number))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** With its first piece decrypted, so that it is known whether there is something to show. */
    private InputStream open(UUID messageId, Attachment attachment)
            throws IOException, SQLException {
        var document = new BufferedInputStream(blobs.open(messageId, attachment.blobId()));
        try {
            document.mark(1);
            int first = document.read();
            document.reset();
            if (first < 0 && attachment.size() > 0) {
                throw new IOException("shorter than it was");
            }
            return document;
        } catch (IOException e) {
            document.close();
            throw e;
        }
    }

    private static StreamingOutput streaming(InputStream document) {
        return out -> {
            try (document) {
                document.transferTo(out);
            }
        };
    }

    private static String disposition(Attachment attachment, int number) {
        var name = attachment.name();
        return "attachment; filename=\"document-%d\"".formatted(number)
                + (name == null
                        ? ""
                        : "; filename*=UTF-8''"
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20")
                                        .replace("*", "%2A"));
    }
}
