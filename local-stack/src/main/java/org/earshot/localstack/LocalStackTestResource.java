package org.earshot.localstack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} real servers: started once in a JVM, shared by all its tests, gone
 * with it.
 *
 * <ul>
 *   <li>{@code databases=ingest,ingest_keys}: the databases to create; the first is the default
 *       datasource
 *   <li>{@code keys=ingest_keys}: the named datasource {@code keys} is that database; any name but
 *       those in this list names a datasource
 *   <li>{@code oidc=true}: {@link TestIssuer} is the service's identity provider
 *   <li>{@code client=classifier-service}: the service fetches its own tokens there as this client
 * </ul>
 *
 * Kafka is always there. Tests reach the same servers through {@link LocalStack}.
 */
public final class LocalStackTestResource implements QuarkusTestResourceLifecycleManager {

    private Map<String, String> arguments = Map.of();

    @Override
    public void init(Map<String, String> initArgs) {
        arguments = Map.copyOf(initArgs);
    }

    /**
     * Quarkus closes the class loader of an application, and with it this class, when the next
     * application starts. Servers that outlive it are started by the JVM's own class loader.
     */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, String> start() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        var loader = ClassLoader.getSystemClassLoader();
        try {
            thread.setContextClassLoader(loader);
            return (Map<String, String>)
                    loader.loadClass(SharedServers.class.getName())
                            .getMethod("start", Map.class)
                            .invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The local stack did not start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("local-stack is not on the test's class path", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The servers are shared, so they end with the JVM and not with one application. */
    @Override
    public void stop() {}
}
