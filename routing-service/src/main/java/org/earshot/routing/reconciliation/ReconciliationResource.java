package org.earshot.routing.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The day's counts, to be held against those of ingest-service. */
@Path("/v1/reconciliation")
@RolesAllowed({"supervisor", "auditor"})
public class ReconciliationResource {

    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2999;

    private final Reconciliation reconciliation;

    ReconciliationResource(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @GET
    @Transactional
    @Operation(summary = "What became of the messages accepted on a day (Europe/London)")
    public Reconciliation.Day day(@RestQuery @Nullable String day) {
        return reconciliation.of(parsed(day));
    }

    private static LocalDate parsed(@Nullable String day) {
        try {
            if (day != null) {
                var parsed = LocalDate.parse(day);
                if (parsed.getYear() >= FIRST_YEAR && parsed.getYear() <= LAST_YEAR) {
                    return parsed;
                }
            }
        } catch (DateTimeParseException e) {
            // Answered below like a day that is missing.
        }
        throw Problem.invalid("day", "is a day from 1990 to 2999 such as 2026-03-02");
    }
}
