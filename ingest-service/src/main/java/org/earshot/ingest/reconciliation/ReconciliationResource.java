package org.earshot.ingest.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.earshot.ingest.store.Messages;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Says what a day brought, to be held against what routing-service queued. */
@Path("/v1/reconciliation")
@RolesAllowed({"supervisor", "auditor"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Staff")
class ReconciliationResource {

    private final Messages messages;

    ReconciliationResource(Messages messages) {
        this.messages = messages;
    }

    /**
     * One day's count.
     *
     * @param idsDigest equal to routing-service's when both have exactly the same messages
     */
    @RegisterForReflection
    record DayView(LocalDate day, long received, String idsDigest) {}

    @GET
    @Operation(
            operationId = "reconciliation",
            summary = "Count the messages of a day",
            description =
                    "From midnight to midnight in London. idsDigest is the SHA-256, in hex, of the"
                            + " messages' ids in ascending order, each followed by a line feed.")
    @APIResponse(
            responseCode = "200",
            description = "The count",
            content =
                    @Content(
                            schema = @Schema(implementation = DayView.class),
                            examples =
                                    @ExampleObject(
                                            name = "a quiet day",
                                            value =
                                                    """
                                                    {"day": "2026-03-02",
                                                     "received": 1,
                                                     "idsDigest": "1e2ec2bf3c2bd3d9e9d9d3a4f3b9a40a5f6c1b0e3b1f4f9d9f5a55f0ac1f1c11"}\
                                                    """)))
    @APIResponse(responseCode = "400", ref = "InvalidRequest")
    @APIResponse(responseCode = "401", ref = "Unauthorised")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public DayView day(@QueryParam("day") @Nullable String day) throws SQLException {
        var date = parse(day);
        var count = messages.count(date);
        return new DayView(date, count.received(), count.idsDigest());
    }

    private static LocalDate parse(@Nullable String day) {
        if (day != null && day.length() == 10) {
            try {
                return LocalDate.parse(day);
            } catch (DateTimeException e) {
                // Said below, without the value.
            }
        }
        throw Problem.invalid("day", "must be a date, as in 2026-03-02");
    }
}
