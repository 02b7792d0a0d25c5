package org.earshot.routing.person;

import jakarta.enterprise.context.RequestScoped;
import org.earshot.events.Person;
import org.earshot.routing.RoutingConfig;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is calling. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;
    private final RoutingConfig.PersonClaim claim;

    Caller(JsonWebToken token, RoutingConfig config) {
        this.token = token;
        this.claim = config.personClaim();
    }

    /**
     * The human being whose token this is. A service has a subject, and can be given any role; it
     * cannot be given the claim that the identity provider puts in the tokens of persons.
     *
     * @throws PersonRequired when the token is not a person's, or its subject is none that an event
     *     can carry
     */
    public Person person() {
        Object kind = token.getClaim(claim.name());
        if (kind == null || !claim.value().equals(kind.toString()) || token.getSubject() == null) {
            throw new PersonRequired();
        }
        try {
            return new Person(token.getSubject());
        } catch (IllegalArgumentException e) {
            throw new PersonRequired();
        }
    }
}
