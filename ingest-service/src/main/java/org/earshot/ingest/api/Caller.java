package org.earshot.ingest.api;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.earshot.events.Person;
import org.earshot.ingest.IngestConfig;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who is asking, by their verified access token. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;
    private final IngestConfig.PersonClaim person;

    Caller(JsonWebToken token, IngestConfig config) {
        this.token = token;
        this.person = config.person();
    }

    /** The client that the token was issued to: for a submitter, which portal it is. */
    public String client() {
        String client = token.<@Nullable String>getClaim("azp");
        if (client == null) {
            client = token.<@Nullable String>getClaim("client_id");
        }
        if (client == null || client.isBlank()) {
            throw Problem.of(
                    403, "forbidden", "Not allowed", "The access token does not name its client.");
        }
        return client;
    }

    /** The human being, if it is one: a service has a subject too, and is nobody. */
    public Optional<Person> person() {
        var subject = token.getSubject();
        var kind = token.<@Nullable Object>getClaim(person.claim());
        if (subject == null || kind == null || !person.value().equals(kind.toString())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Person(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an issuer that gives such subjects is not conforming
        }
    }
}
