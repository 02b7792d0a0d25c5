package org.earshot.routing.decision;

/** Why a person decided so, seen from the words they read. */
enum Reason {
    /** Somebody is in danger now. */
    IMMEDIATE_DANGER,
    /** The marked words mean what they seem to. */
    NEED_CONFIRMED,
    /** There is a need in it that the machine did not mark. */
    NEED_FOUND_BY_READER,
    /** The need is known, and somebody is already helping. */
    ALREADY_SUPPORTED,
    /** The marked words are about something that is over. */
    IN_THE_PAST,
    /** They are about somebody else, who is not in need of this body's help. */
    ABOUT_SOMEONE_ELSE,
    /** They are a manner of speaking. */
    FIGURE_OF_SPEECH,
    /** They are quoted, or printed on a form. */
    QUOTED_TEXT,
    /** It is the ordinary business of the service. */
    ORDINARY_BUSINESS,
    /** It could not be read even by a person. */
    NOT_READABLE
}
