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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a portal hands many messages in at once. */
@Path("/v1/batches")
@RolesAllowed("submitter")
@RateLimited
@Tag(name = "Portals")
@APIResponse(responseCode = "401", ref = "Unauthorised")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "TooManyRequests")
@APIResponse(responseCode = "503", ref = "Unavailable")
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
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "two lines", ref = "BatchOfTwo")))
    @APIResponse(
            responseCode = "200",
            description = "An answer for each line, as it comes",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples =
                                    @ExampleObject(name = "their answers", ref = "AnswersToTwo")))
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    public Response submit(InputStream lines) {
        var submitter = caller.client();
        return Response.ok((StreamingOutput) out -> batches.take(submitter, lines, out))
                .type(NDJSON)
                .header("Cache-Control", "no-store")
                .build();
    }
}
