package org.earshot.routing.queue;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.earshot.events.Person;
import org.earshot.routing.grant.ReadGrants;
import org.earshot.routing.person.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Taking, keeping and giving back: one message at a time, and the queue picks which. */
@Path("/v1/work-items")
@RolesAllowed("caseworker")
public class ClaimResource {

    private final WorkItems workItems;
    private final Findings findings;
    private final ReadGrants grants;
    private final Caller caller;

    ClaimResource(WorkItems workItems, Findings findings, ReadGrants grants, Caller caller) {
        this.workItems = workItems;
        this.findings = findings;
        this.grants = grants;
        this.caller = caller;
    }

    @POST
    @Path("next")
    @Operation(
            summary = "Take the next message, or get the one that the caller already holds again")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Claim.class)))
    @APIResponse(responseCode = "204", description = "The pile is empty")
    public Response next() {
        var person = caller.person();
        return workItems
                .next(person)
                .map(item -> claim(item, person))
                .orElseGet(() -> Response.noContent().build());
    }

    @PUT
    @Path("{messageId}/claim")
    @Operation(
            summary =
                    "Hold the message for longer; answers with its read grant, as long as the"
                            + " lease")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Claim.class)))
    public Response extend(@RestPath UUID messageId) {
        var person = caller.person();
        return claim(workItems.extend(messageId, person), person);
    }

    @POST
    @Path("{messageId}/return")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Give the message back to the queue, undecided")
    public void giveBack(@RestPath UUID messageId, @NotNull @Valid Return request) {
        var reason = Codes.parse("reason", request.reason(), ReturnReason.class);
        workItems.giveBack(messageId, caller.person(), reason);
    }

    private Response claim(WorkItem item, Person person) {
        var now = Instant.now();
        var until = Objects.requireNonNull(item.leaseUntil);
        var grant = grants.issue(item.grantId(), item.messageId, person, now, until);
        var noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.ok(Claim.of(item, findings.of(item.messageId), grant, now))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .cacheControl(noStore)
                .build();
    }

    /**
     * Why it is given back.
     *
     * @param reason a code of the list
     */
    record Return(
            @Schema(
                            required = true,
                            enumeration = {
                                "needs-a-colleague",
                                "another-language",
                                "knows-the-correspondent",
                                "not-this-one-now",
                                "end-of-shift"
                            })
                    @Nullable String reason) {}
}
