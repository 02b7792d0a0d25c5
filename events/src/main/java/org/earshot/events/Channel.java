package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a message reached the public body. */
public enum Channel {
    @JsonProperty("portal")
    PORTAL,
    @JsonProperty("letter")
    LETTER,
    @JsonProperty("email")
    EMAIL,
    /** A note that a member of staff wrote down during a call. */
    @JsonProperty("phone-note")
    PHONE_NOTE,
    /** A form that was filled in, on paper or on a screen. */
    @JsonProperty("form")
    FORM,
    /** A conversation in writing. */
    @JsonProperty("chat")
    CHAT
}
