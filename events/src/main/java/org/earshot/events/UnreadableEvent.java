package org.earshot.events;

/**
 * A record that is not an event of this contract and never will be, however often it is read. Its
 * message says which part was wrong and holds nothing of the content.
 */
public sealed class UnreadableEvent extends Exception permits UnknownEvent {

    private static final long serialVersionUID = 1L;

    UnreadableEvent(String message) {
        super(message);
    }
}
