package org.earshot.routing.decision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.Decided;
import org.earshot.events.Person;
import org.earshot.routing.person.Caller;
import org.earshot.routing.queue.Codes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;

/** What a person decided about the message they hold and have read. */
@Path("/v1/work-items/{messageId}/decision")
@RolesAllowed("caseworker")
public class DecisionResource {

    private final Decisions decisions;
    private final Caller caller;

    DecisionResource(Decisions decisions, Caller caller) {
        this.decisions = decisions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Decide the message that the caller holds and has opened")
    public Decision decide(@RestPath UUID messageId, @NotNull @Valid Request request) {
        var person = caller.person();
        var action = Codes.parse("action", request.action(), Action.class);
        var reasons =
                request.reasons().stream()
                        .map(reason -> Codes.parse("reasons", reason, Reason.class))
                        .distinct()
                        .sorted()
                        .toList();
        var categories = request.categories().stream().distinct().sorted().toList();
        return Decision.of(decisions.decide(messageId, person, action, reasons, categories));
    }

    /**
     * A decision.
     *
     * @param action a code: what was done
     * @param reasons codes: why, at least one
     * @param categories what the person sees in the message, which may be nothing
     */
    record Request(
            @NotNull
                    @Schema(
                            enumeration = {
                                "contact-made",
                                "emergency-services-called",
                                "passed-to-safeguarding",
                                "answered",
                                "support-recorded",
                                "no-need-found"
                            })
                    String action,
            @NotEmpty @Size(max = 10) @Schema(description = REASONS) List<@NotNull String> reasons,
            @NotNull @Size(max = 21)
                    List<
                                    @NotNull
                                    @Pattern(
                                            regexp = "V(0[1-9]|1[0-9]|2[01])",
                                            message = "is a category from V01 to V21")
                                    String>
                            categories) {

        private static final String REASONS =
                "immediate-danger, need-confirmed, need-found-by-reader, already-supported,"
                        + " in-the-past, about-someone-else, figure-of-speech, quoted-text,"
                        + " ordinary-business, not-readable";
    }

    /** The decision that stands. */
    record Decision(
            UUID messageId,
            Instant decidedAt,
            Person by,
            Band band,
            String action,
            List<String> reasons,
            List<String> categories) {

        static Decision of(Decided decided) {
            return new Decision(
                    decided.messageId(),
                    decided.occurredAt(),
                    decided.by(),
                    decided.band(),
                    decided.action(),
                    decided.reasons(),
                    decided.categories());
        }
    }
}
