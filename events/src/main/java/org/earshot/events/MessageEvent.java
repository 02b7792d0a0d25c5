package org.earshot.events;

import java.util.UUID;

/**
 * An event in the life of one message. All events of a message share its id as their key, and so
 * their order.
 */
public sealed interface MessageEvent extends Event
        permits MessageReceived,
                TextExtracted,
                MessageViewed,
                MessageAssessed,
                WorkItemQueued,
                WorkItemClaimed,
                WorkItemReturned,
                WorkItemReopened,
                BandRaised,
                MarkAdded,
                MarkResolved,
                Decided,
                MessageStatusChanged {

    UUID messageId();

    @Override
    default String subject() {
        return messageId().toString();
    }
}
