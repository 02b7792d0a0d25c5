package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a message bears the mark U (not assessed, or not wholly): it is then handled as B1 at least
 * until a person has looked.
 */
public enum NotAssessed {
    /** There are no words in it. */
    @JsonProperty("blank")
    BLANK,
    /** A passage is in a language that the rules and models do not know. */
    @JsonProperty("language")
    LANGUAGE,
    /** The assessment failed or ran out of its time. */
    @JsonProperty("failed")
    FAILED,
    /** No assessment came within the time allowed for it. A later assessment resolves this one. */
    @JsonProperty("late")
    LATE,
    /** A record about it could not be read. */
    @JsonProperty("unreadable-record")
    UNREADABLE_RECORD,
    /** A document that came with it was not read, or not wholly. */
    @JsonProperty("document-unread")
    DOCUMENT_UNREAD
}
