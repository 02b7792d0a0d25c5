package org.earshot.routing.grant;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The public keys of read grants: public by name, for whoever has to check one. */
@Path("/v1/read-grant-keys")
@PermitAll
public class ReadGrantKeyResource {

    private final GrantKey key;

    ReadGrantKeyResource(GrantKey key) {
        this.key = key;
    }

    @GET
    @Produces({"application/json", "application/jwk-set+json"})
    @Operation(summary = "The public keys of read grants, as a JWK Set")
    public String keys() {
        return key.published();
    }
}
