package org.earshot.ingest.batch;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.earshot.ingest.api.Caller;
import org.earshot.ingest.api.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where a portal hands many messages in at once. */
@Path("/v1/batches")
@RolesAllowed("submitter")
@RateLimited
class BatchResource {

    private static final String NDJSON = "application/x-ndjson";

    private final Batches batches;
    private final Caller caller;

    BatchResource(Batches batches, Caller caller) {
        this.batches = batches;
        this.caller = caller;
    }

    /** A thread of its own that costs little: a batch lasts as long as its sender likes. */
    @POST
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "submitBatch",
            summary = "Hand in many messages",
            description =
                    """
                    A stream of any length: each line is a message as POST /v1/messages takes it, with its \
                    Idempotency-Key as the required field "key". Each line is answered with a line, in their \
                    order, once it is committed; a line that is refused stops no other. The last line of a whole \
                    answer has "done". A sender reads answers while it sends. Whatever has no answer is sent \
                    again, the same bytes: what was stored is answered as before and not stored twice.\
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples =
                                    @ExampleObject(
                                            name = "two lines",
                                            value =
                                                    """
                                                    {"key":"2026-03-02/1","channel":"letter","body":"I moved house in May."}
                                                    {"key":"2026-03-02/2","channel":"portal","body":"New bank account."}
                                                    """)))
    @APIResponse(
            responseCode = "200",
            description = "An answer for each line, as it comes",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples =
                                    @ExampleObject(
                                            name = "an accepted and a refused line",
                                            value =
                                                    """
                                                    {"line":1,"status":202,"id":"5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63","reference":"EAR-7K3M-92QF"}
                                                    {"line":2,"status":400,"problem":{"type":"urn:earshot:problem:invalid-request","title":"The request is not valid","status":400,"detail":"Each violation names a field and what it must be.","violations":[{"field":"channel","message":"must be one of portal, letter, email, phone-note"}]}}
                                                    {"done":true,"lines":2,"accepted":1,"replayed":0,"refused":1}
                                                    """)))
    @APIResponse(
            responseCode = "503",
            description = "Enough batches are under way; nothing was read",
            content = @Content(mediaType = "application/problem+json"))
    public Response submit(InputStream lines) {
        var submitter = caller.client();
        return Response.ok((StreamingOutput) out -> batches.take(submitter, lines, out))
                .type(NDJSON)
                .header("Cache-Control", "no-store")
                .build();
    }
}
