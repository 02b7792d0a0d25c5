package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the message's service belongs: bank holidays, signposts and duties differ by nation. */
public enum Nation {
    @JsonProperty("england")
    ENGLAND,
    @JsonProperty("scotland")
    SCOTLAND,
    @JsonProperty("wales")
    WALES,
    @JsonProperty("northern-ireland")
    NORTHERN_IRELAND
}
