package org.earshot.ingest;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import org.earshot.ingest.reading.RoutingDouble;
import org.earshot.localstack.LocalStackTestResource;

/** What every test of this module that runs the service runs it against. */
@WithTestResource(
        value = LocalStackTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = {
            @ResourceArg(name = "databases", value = "ingest"),
            @ResourceArg(name = "keys", value = "ingest_keys"),
            @ResourceArg(name = "oidc", value = "true")
        })
@WithTestResource(value = RoutingDouble.class, scope = TestResourceScope.GLOBAL)
final class Servers {
    private Servers() {}
}
