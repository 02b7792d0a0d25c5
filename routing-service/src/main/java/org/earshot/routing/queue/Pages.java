package org.earshot.routing.queue;

import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.problems.Problem;
import org.jspecify.annotations.Nullable;

/** The pile by pages, each beginning behind the last item of the one before. */
@ApplicationScoped
class Pages {

    private final WorkItems workItems;
    private final Findings findings;

    Pages(WorkItems workItems, Findings findings) {
        this.workItems = workItems;
        this.findings = findings;
    }

    WorkItemResource.Page page(
            @Nullable String band, @Nullable String state, int limit, @Nullable String after) {
        var conditions = new ArrayList<String>();
        var parameters = new Parameters();
        if (band != null) {
            conditions.add("band = :band");
            parameters.and("band", Codes.band("band", band));
        }
        conditions.add(condition(state, parameters));
        if (after != null) {
            var place = Place.parse(after);
            conditions.add(
                    "(band > :afterBand or band = :afterBand and (openBy > :afterOpenBy or openBy ="
                            + " :afterOpenBy and messageId > :afterId))");
            parameters
                    .and("afterBand", place.band())
                    .and("afterOpenBy", place.openBy())
                    .and("afterId", place.messageId());
        }
        var items =
                workItems
                        .find(
                                String.join(" and ", conditions)
                                        + " order by band, openBy, messageId",
                                parameters)
                        .range(0, limit)
                        .list();
        boolean more = items.size() > limit;
        var shown = more ? items.subList(0, limit) : items;
        return new WorkItemResource.Page(
                entries(shown), more ? Place.of(shown.getLast()).written() : null);
    }

    private List<WorkItemResource.Entry> entries(List<WorkItem> items) {
        var now = Instant.now();
        var found = findings.of(items.stream().map(WorkItem::messageId).toList());
        return items.stream()
                .map(item ->
                        WorkItemResource.Entry.of(
                                item,
                                found.getOrDefault(item.messageId, Findings.Found.in(List.of())),
                                now))
                .toList();
    }

    private static String condition(@Nullable String state, Parameters parameters) {
        if (state == null) {
            return "decidedAt is null";
        }
        return switch (Codes.parse("state", state, State.class)) {
            case OPEN -> {
                parameters.and("now", Instant.now());
                yield "decidedAt is null and (claimedBy is null or leaseUntil <= :now)";
            }
            case CLAIMED -> {
                parameters.and("now", Instant.now());
                yield "decidedAt is null and claimedBy is not null and leaseUntil > :now";
            }
            case AWAITING -> "decidedAt is null and assessedAt is null";
            case DECIDED -> "decidedAt is not null";
        };
    }

    private enum State {
        OPEN,
        CLAIMED,
        AWAITING,
        DECIDED
    }

    /** A place in the pile, as a page's end. */
    private record Place(Band band, Instant openBy, UUID messageId) {

        static Place of(WorkItem item) {
            return new Place(item.band, item.openBy, item.messageId);
        }

        static Place parse(String written) {
            try {
                var text =
                        new String(
                                Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII);
                var parts = text.split(" ", -1);
                if (parts.length == 3) {
                    return new Place(
                            Band.valueOf(parts[0]),
                            Instant.parse(parts[1]),
                            UUID.fromString(parts[2]));
                }
            } catch (IllegalArgumentException | DateTimeParseException e) {
                // Answered below like every other place that is none.
            }
            throw Problem.invalid("after", "is not the end of a page");
        }

        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            (band + " " + openBy + " " + messageId)
                                    .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
