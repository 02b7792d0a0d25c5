package org.earshot.ingest.submission;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.api.Caller;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.api.RateLimited;
import org.earshot.ingest.api.RequestBody;
import org.earshot.ingest.store.Messages;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Encoding;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Where portals hand messages in and ask what became of them. */
@Path("/v1/messages")
@RolesAllowed("submitter")
@RateLimited
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Portals")
@APIResponse(responseCode = "401", ref = "Unauthorised")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "TooManyRequests")
@APIResponse(responseCode = "503", ref = "Unavailable")
class SubmissionResource {

    private static final String KEY = "Idempotency-Key";

    private final Submissions submissions;
    private final Uploads uploads;
    private final Messages messages;
    private final RequestBody requestBody;
    private final Caller caller;
    private final IngestConfig config;
    private final Clock clock;

    SubmissionResource(
            Submissions submissions,
            Uploads uploads,
            Messages messages,
            RequestBody requestBody,
            Caller caller,
            IngestConfig config,
            Clock clock) {
        this.submissions = submissions;
        this.uploads = uploads;
        this.messages = messages;
        this.requestBody = requestBody;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    @RegisterForReflection
    record Receipt(UUID id, String reference, String status) {}

    @RegisterForReflection
    record StatusView(UUID id, String reference, String status, Instant receivedAt) {}

    /** For the OpenAPI document. */
    @Schema(name = "SubmissionWithDocuments")
    record WithDocuments(
            @Schema(required = true) SubmissionSchema message,
            @Schema(
                            required = true,
                            type = SchemaType.ARRAY,
                            implementation = Binary.class,
                            minItems = 1,
                            maxItems = 20)
                    List<Binary> attachment) {}

    /** Bytes. */
    @Schema(type = SchemaType.STRING, format = "binary")
    record Binary() {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submitMessage",
            summary = "Hand in a message",
            description =
                    "Answers once the message is stored and committed. A request repeated with the"
                            + " same Idempotency-Key is answered like the first.\n\nWith documents"
                            + " it is multipart/form-data: the first part, message, is the same"
                            + " JSON, whose body may be missing then; after it come 1 to 20 parts"
                            + " called attachment, each PDF, TIFF, PNG, JPEG, DOCX, ODT, TXT or EML"
                            + " by its content, of 25 MiB at most and of 60 MiB in all. Either all"
                            + " of it is stored or nothing is. What the documents say is read"
                            + " afterwards.")
    @Parameter(
            name = KEY,
            in = ParameterIn.HEADER,
            description = "1 to 128 visible ASCII characters of the portal's choice",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 128))
    @APIResponse(
            responseCode = "202",
            description = "Stored. Location is where to ask for its status.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        schema = @Schema(type = SchemaType.STRING),
                        description = "Where to ask for its status"),
                @Header(
                        name = "Idempotent-Replayed",
                        schema = @Schema(type = SchemaType.BOOLEAN),
                        description = "true when an earlier request with this key stored it")
            },
            content =
                    @Content(
                            schema = @Schema(implementation = Receipt.class),
                            examples =
                                    @ExampleObject(
                                            name = "accepted",
                                            value =
                                                    """
                                                    {"id": "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63",
                                                     "reference": "EAR-7K3M-92QF",
                                                     "status": "received"}\
                                                    """)))
    @APIResponse(responseCode = "400", ref = "InvalidRequest")
    @APIResponse(responseCode = "408", ref = "TooSlow")
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "422", ref = "KeyReused")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SubmissionSchema.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = WithDocuments.class),
                        encoding =
                                @Encoding(
                                        name = "message",
                                        contentType = MediaType.APPLICATION_JSON),
                        examples =
                                @ExampleObject(
                                        name = "a letter as it was scanned",
                                        value =
                                                """
                                                {"message": {"channel": "letter"},
                                                 "attachment": ["letter.pdf"]}\
                                                """))
            })
    public Response submit(InputStream body, @Context HttpHeaders headers)
            throws IOException, SQLException {
        mustAcceptJson(headers);
        var key = idempotencyKey(headers);
        var submitter = caller.client();
        var bytes = requestBody.read(body);
        var submission =
                Submission.from(new Fields(requestBody.parse(bytes)), config.limits(), clock);
        var use = key == null ? null : new IdempotencyKeys.Use(key, bytes);
        return accepted(submissions.accept(submitter, submission, use));
    }

    /** One operation with the one above: only what it takes differs. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response submitWithDocuments(InputStream body, @Context HttpHeaders headers)
            throws IOException, SQLException {
        mustAcceptJson(headers);
        var key = idempotencyKey(headers);
        var type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return accepted(uploads.accept(caller.client(), key, body, type));
    }

    private static Response accepted(Submissions.Accepted accepted) {
        var response =
                Response.accepted(new Receipt(accepted.id(), accepted.reference(), "received"))
                        .header("Location", "/v1/messages/" + accepted.id() + "/status");
        if (accepted.replayed()) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.build();
    }

    /** Its tag is the status: nothing else of a message that a portal may see ever changes. */
    @GET
    @Path("{id}/status")
    @Operation(
            operationId = "messageStatus",
            summary = "Ask how a message stands",
            description =
                    "received, read (a person has opened it) or answered. Another portal's message"
                            + " is not found. Asked again with If-None-Match and the ETag of the"
                            + " last answer, an unchanged status is 304 without a body.")
    @Parameter(
            name = HttpHeaders.IF_NONE_MATCH,
            in = ParameterIn.HEADER,
            description = "The ETag of an earlier answer",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            headers = @Header(name = HttpHeaders.ETAG, schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = StatusView.class),
                            examples =
                                    @ExampleObject(
                                            name = "read",
                                            value =
                                                    """
                                                    {"id": "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63",
                                                     "reference": "EAR-7K3M-92QF",
                                                     "status": "read",
                                                     "receivedAt": "2026-03-02T09:15:00Z"}\
                                                    """)))
    @APIResponse(responseCode = "304", description = "As it stood when it was last asked for")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response status(@RestPath UUID id, @Context Request request) throws SQLException {
        var status = messages.statusFor(caller.client(), id);
        if (status == null) {
            throw Problem.notFound();
        }
        var tag = new EntityTag(status.status());
        var unchanged = request.evaluatePreconditions(tag);
        var response =
                unchanged == null
                        ? Response.ok(
                                new StatusView(
                                        id,
                                        status.reference(),
                                        status.status(),
                                        status.receivedAt()))
                        : unchanged;
        return response.tag(tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").build();
    }

    /** Where two methods differ by what they take, nobody else asks what the caller takes. */
    private static void mustAcceptJson(HttpHeaders headers) {
        if (headers.getAcceptableMediaTypes().stream()
                .noneMatch(MediaType.APPLICATION_JSON_TYPE::isCompatible)) {
            throw new NotAcceptableException();
        }
    }

    private static @Nullable String idempotencyKey(HttpHeaders headers) {
        var sent = headers.getRequestHeader(KEY);
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        var key = sent.getFirst();
        if (sent.size() > 1 || !IdempotencyKeys.Use.isKey(key)) {
            throw SubmissionProblems.badKey();
        }
        return key;
    }
}
