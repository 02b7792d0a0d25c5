package org.earshot.routing.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.Channel;
import org.earshot.events.MessageAssessed;
import org.earshot.events.Person;
import org.earshot.routing.person.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The pile as supervisors see it: codes and times, and none of the words. */
@Path("/v1/work-items")
@RolesAllowed("supervisor")
public class WorkItemResource {

    private final Pages pages;
    private final WorkItems workItems;
    private final Findings findings;
    private final Caller caller;
    private final SecurityIdentity identity;

    WorkItemResource(
            Pages pages,
            WorkItems workItems,
            Findings findings,
            Caller caller,
            SecurityIdentity identity) {
        this.pages = pages;
        this.workItems = workItems;
        this.findings = findings;
        this.caller = caller;
        this.identity = identity;
    }

    @GET
    @Transactional
    @Operation(summary = "A page of the pile, most urgent first; without a state, all undecided")
    public Page list(
            @RestQuery @Nullable String band,
            @Schema(enumeration = {"open", "claimed", "awaiting", "decided"}) @RestQuery
                    @Nullable String state,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        return pages.page(band, state, Limits.parse(limit), after);
    }

    @GET
    @Path("{messageId}")
    @Transactional
    @Operation(summary = "One item of the pile")
    public Entry one(@RestPath UUID messageId) {
        var item =
                workItems.findByIdOptional(messageId).orElseThrow(WorkItemProblems.NoSuchItem::new);
        return Entry.of(item, findings.of(messageId), Instant.now());
    }

    @POST
    @Path("{messageId}/raise")
    @RolesAllowed({"caseworker", "supervisor"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Move a message up: its holder, or a supervisor")
    public Entry raise(@RestPath UUID messageId, @NotNull @Valid Raise request) {
        var to = Codes.band("band", request.band());
        var reason = Codes.parse("reason", request.reason(), RaiseReason.class);
        var item =
                workItems.raise(
                        messageId, caller.person(), identity.hasRole("supervisor"), to, reason);
        return Entry.of(item, findings.of(messageId), Instant.now());
    }

    /**
     * Where a message is to be, and why.
     *
     * @param reason a code of the list
     */
    record Raise(
            @Schema(
                            required = true,
                            enumeration = {"B0", "B1", "B2", "B3"})
                    @Nullable String band,
            @Schema(
                            required = true,
                            enumeration = {
                                "the-words-say-more",
                                "known-from-elsewhere",
                                "new-contact",
                                "time-is-short"
                            })
                    @Nullable String reason) {}

    /**
     * A part of the pile.
     *
     * @param next to be given as {@code after} for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Entry> items, @Nullable String next) {}

    /**
     * One message in the pile.
     *
     * @param receivedAt when the public body first had it; absent until its receipt has arrived
     * @param waitingSince since when its clock runs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            UUID messageId,
            Band band,
            String state,
            boolean awaiting,
            boolean notWhollyAssessed,
            List<MessageAssessed.Category> categories,
            @Nullable Channel channel,
            @Nullable String language,
            @Nullable String serviceLine,
            @Nullable String site,
            @Nullable Boolean safeToContact,
            @Nullable Instant receivedAt,
            Instant waitingSince,
            Instant openBy,
            @Nullable Instant openedAt,
            @Nullable Person heldBy,
            @Nullable Instant leaseUntil,
            @Nullable Instant decidedAt) {

        static Entry of(WorkItem item, Findings.Found found, Instant now) {
            boolean held = item.claimedBy != null && item.isHeldBy(item.claimedBy, now);
            return new Entry(
                    item.messageId,
                    item.band,
                    item.isDecided() ? "decided" : held ? "claimed" : "open",
                    item.isAwaiting(),
                    item.isMarked(),
                    found.categories(),
                    item.channel,
                    item.language,
                    item.serviceLine,
                    item.site,
                    item.safeToContact,
                    item.receivedAt,
                    item.clockFrom,
                    item.openBy,
                    item.openedAt,
                    held ? item.claimedBy : null,
                    held ? item.leaseUntil : null,
                    item.decidedAt);
        }
    }
}
