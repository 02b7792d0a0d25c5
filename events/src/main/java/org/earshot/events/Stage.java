package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The layer of the classifier that made an assessment. A later stage may raise a band, never lower
 * it.
 */
public enum Stage {
    @JsonProperty("rules")
    RULES,
    @JsonProperty("model")
    MODEL,
    @JsonProperty("language-model")
    LANGUAGE_MODEL
}
