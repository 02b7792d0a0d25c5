package org.earshot.routing.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;

/**
 * What all assessments of a message found, taken together: the most that any stage gave, and what
 * two of them point at once. It is the same whichever came first.
 */
@ApplicationScoped
class Findings {

    private final EntityManager database;

    Findings(EntityManager database) {
        this.database = database;
    }

    Found of(UUID messageId) {
        return of(List.of(messageId)).getOrDefault(messageId, Found.in(List.of()));
    }

    Map<UUID, Found> of(Collection<UUID> messageIds) {
        if (messageIds.isEmpty()) {
            return Map.of();
        }
        var events = new HashMap<UUID, List<MessageAssessed>>();
        for (var row :
                database.createNativeQuery(
                                "select cast(event as text) from assessment where message_id in"
                                        + " (:messageIds)",
                                String.class)
                        .setParameter("messageIds", messageIds)
                        .getResultList()) {
            var event = Stored.event((String) row, MessageAssessed.class);
            events.computeIfAbsent(event.messageId(), id -> new ArrayList<>()).add(event);
        }
        var found = new HashMap<UUID, Found>();
        events.forEach((id, assessments) -> found.put(id, Found.in(assessments)));
        return found;
    }

    private static final Comparator<MessageAssessed.Indicator> IN_TEXT =
            Comparator.comparingInt(MessageAssessed.Indicator::start)
                    .thenComparingInt(MessageAssessed.Indicator::end)
                    .thenComparing(MessageAssessed.Indicator::code);

    /** Codes, and offsets in the order of the text. */
    record Found(
            List<MessageAssessed.Category> categories,
            List<MessageAssessed.Indicator> indicators,
            List<String> modifiers,
            List<NotAssessed> notAssessed) {

        static Found in(List<MessageAssessed> assessments) {
            var categories = new TreeMap<String, Double>();
            var indicators = new TreeSet<>(IN_TEXT);
            var modifiers = new TreeSet<String>();
            var notAssessed = EnumSet.noneOf(NotAssessed.class);
            for (var event : assessments) {
                event.categories()
                        .forEach(found ->
                                categories.merge(found.code(), found.probability(), Math::max));
                indicators.addAll(event.indicators());
                modifiers.addAll(event.modifiers());
                notAssessed.addAll(event.notAssessed());
            }
            return new Found(
                    categories.entrySet().stream()
                            .map(found ->
                                    new MessageAssessed.Category(found.getKey(), found.getValue()))
                            .toList(),
                    List.copyOf(indicators),
                    List.copyOf(modifiers),
                    List.copyOf(notAssessed));
        }
    }
}
