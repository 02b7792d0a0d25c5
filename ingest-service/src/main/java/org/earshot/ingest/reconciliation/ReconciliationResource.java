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
import org.jspecify.annotations.Nullable;

/** Says what a day brought, to be held against what routing-service queued. */
@Path("/v1/reconciliation")
@RolesAllowed({"supervisor", "auditor"})
@Produces(MediaType.APPLICATION_JSON)
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
            summary = "Count the messages of a day",
            description =
                    "From midnight to midnight in London. idsDigest is the SHA-256, in hex, of the"
                            + " messages' ids in ascending order, each followed by a line feed.")
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
