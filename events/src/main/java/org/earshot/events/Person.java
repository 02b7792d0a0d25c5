package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A human being who did something, by the subject identifier of their identity provider (OpenID
 * Connect Core 1.0 §2). A service has a subject too: whoever makes one of these from a token has
 * first checked that the token is a person's.
 *
 * @param subject 1 to 255 ASCII characters, never a name
 */
public record Person(@JsonValue String subject) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Person {
        Checks.ascii("subject", subject, 255);
    }
}
