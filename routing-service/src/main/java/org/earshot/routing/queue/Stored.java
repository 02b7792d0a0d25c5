package org.earshot.routing.queue;

import java.nio.charset.StandardCharsets;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.UnreadableEvent;

/** Events in a column, in the one form the contract gives them. */
public final class Stored {

    private Stored() {}

    public static String json(Event event) {
        return new String(EventCodec.toBytes(event), StandardCharsets.UTF_8);
    }

    public static <E extends Event> E event(String json, Class<E> type) {
        try {
            return type.cast(EventCodec.fromBytes(json.getBytes(StandardCharsets.UTF_8)));
        } catch (UnreadableEvent e) {
            throw new IllegalStateException("a stored event cannot be read any more", e);
        }
    }
}
