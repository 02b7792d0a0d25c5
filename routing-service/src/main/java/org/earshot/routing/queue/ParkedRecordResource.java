package org.earshot.routing.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What could not be read, so that a person looks after it. */
@Path("/v1/parked-records")
@RolesAllowed("supervisor")
public class ParkedRecordResource {

    private final ParkedRecords parked;

    ParkedRecordResource(ParkedRecords parked) {
        this.parked = parked;
    }

    @GET
    @Operation(summary = "Records that could not be read, the newest first")
    public Parked list(@RestQuery @Nullable String limit) {
        return new Parked(parked.count(), parked.newest(Limits.parse(limit)));
    }

    record Parked(long count, List<ParkedRecord> records) {}

    /**
     * A record that is no event and never will be.
     *
     * @param messageId whose it is, when its key says so; that message is marked and handled as B1
     * @param reason which part of it was wrong
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParkedRecord(
            String topic,
            int partition,
            long offset,
            @Nullable UUID messageId,
            String reason,
            Instant parkedAt) {}
}
