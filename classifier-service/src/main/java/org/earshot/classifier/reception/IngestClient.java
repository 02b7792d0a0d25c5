package org.earshot.classifier.reception;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Ingest-service as this service sees it, called with this service's own credential. */
@RegisterRestClient(configKey = "ingest")
@OidcClientFilter
@Path("/internal/texts")
interface IngestClient {

    /** A stream, because a hundred of the longest texts are more than this service could hold. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    InputStream texts(String ids);
}
