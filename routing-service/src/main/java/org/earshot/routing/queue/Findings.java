package org.earshot.routing.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;

/** What all assessments of a message found, taken together: the most that any of them gave. */
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
                                        + " (:messageIds) order by occurred_at, event_id",
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

    /** Codes and offsets. */
    record Found(
            List<MessageAssessed.Category> categories,
            List<MessageAssessed.Indicator> indicators,
            List<String> modifiers,
            List<NotAssessed> notAssessed) {

        static Found in(List<MessageAssessed> assessments) {
            var categories = new TreeMap<String, Double>();
            var indicators = new LinkedHashSet<MessageAssessed.Indicator>();
            var modifiers = new LinkedHashSet<String>();
            var notAssessed = new LinkedHashSet<NotAssessed>();
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
