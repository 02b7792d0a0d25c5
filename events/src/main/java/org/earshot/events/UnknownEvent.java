package org.earshot.events;

/**
 * A well-formed event of a type that this version does not know: a newer producer speaks of
 * something that no reader of this version acts on. A consumer passes over it and counts it; who
 * does not tell it apart parks it with what is unreadable.
 */
public final class UnknownEvent extends UnreadableEvent {

    private static final long serialVersionUID = 1L;

    UnknownEvent() {
        super("its type is unknown");
    }
}
