package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom a message is about, as its submitter says. */
public enum About {
    @JsonProperty("self")
    SELF,
    @JsonProperty("someone-else")
    SOMEONE_ELSE,
    @JsonProperty("unclear")
    UNCLEAR
}
