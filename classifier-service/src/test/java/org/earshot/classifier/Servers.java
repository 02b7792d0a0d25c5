package org.earshot.classifier;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import org.earshot.classifier.reception.IngestDouble;
import org.earshot.localstack.LocalStackTestResource;

/** What every test of this module that runs the service runs it against. */
@WithTestResource(
        value = LocalStackTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = {
            @ResourceArg(name = "oidc", value = "true"),
            @ResourceArg(name = "client", value = "classifier-service")
        })
@WithTestResource(value = IngestDouble.class, scope = TestResourceScope.GLOBAL)
final class Servers {
    private Servers() {}
}
