package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** All that a portal may know of a message it submitted. */
public enum MessageStatus {
    @JsonProperty("received")
    RECEIVED,
    /** A person has opened it. */
    @JsonProperty("read")
    READ,
    /** A person has decided what was to be done and it was done. */
    @JsonProperty("answered")
    ANSWERED
}
