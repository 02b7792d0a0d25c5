package org.earshot.routing.queue;

/** Why a person moves a message up. */
enum RaiseReason {
    /** The words say more than the machine found. */
    THE_WORDS_SAY_MORE,
    /** The person knows something that is not in the message. */
    KNOWN_FROM_ELSEWHERE,
    /** Somebody called or wrote about it. */
    NEW_CONTACT,
    /** A deadline or a payment is near. */
    TIME_IS_SHORT
}
