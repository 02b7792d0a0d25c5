package org.earshot.audit.signing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the log has signed, for anybody: the more people keep it, the harder it is to rewrite. */
@Path("/log/checkpoint")
@PermitAll
class CheckpointResource {
    private final Checkpoints checkpoints;
    private final SigningConfig config;

    CheckpointResource(Checkpoints checkpoints, SigningConfig config) {
        this.checkpoints = checkpoints;
        this.config = config;
    }

    @GET
    @Produces("text/plain;charset=UTF-8")
    @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    public Response checkpoint() {
        var checkpoint =
                checkpoints
                        .latest()
                        .orElseThrow(() -> new NothingSignedYet(config.checkpointEvery()));
        return Response.ok(checkpoint.note()).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }
}
