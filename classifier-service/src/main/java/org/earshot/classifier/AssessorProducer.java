package org.earshot.classifier;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.jboss.logging.Logger;

/** The rules, read once and before the service is ready: a broken file stops it at its start. */
class AssessorProducer {

    private static final Logger LOG = Logger.getLogger(AssessorProducer.class);

    @Produces
    @Singleton
    Assessor assessor() {
        return Assessor.shipped();
    }

    @Produces
    @Singleton
    Taxonomy taxonomy(Assessor assessor) {
        return assessor.taxonomy();
    }

    void load(@Observes StartupEvent event, Assessor assessor) {
        LOG.infof("rules version=%s", assessor.version());
    }
}
