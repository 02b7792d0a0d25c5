package org.earshot.classifier;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.assessment.Assessors;
import org.earshot.classifier.assessment.Capacity;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The rules and the model, read once and before the service is ready: a broken file stops it at its
 * start.
 */
@Singleton
class AssessorProducer {

    private static final Logger LOG = Logger.getLogger(AssessorProducer.class);

    /** Read once before the first letter, which would otherwise wait for all that loads lazily. */
    private static final String FIRST_READ =
            "Dear Sir or Madam,\n\nPlease find my form enclosed. Diolch yn fawr. Yours faithfully";

    private volatile boolean loaded;

    @Produces
    @Singleton
    Assessors assessors(ClassifierConfig config) {
        var rules = Assessor.shipped();
        return switch (config.model()) {
            case OFF -> new Assessors(rules, null);
            case ON -> {
                var capacity = config.capacity();
                yield new Assessors(
                        rules,
                        rules.with(
                                // The queue orders by band, then by time: it asks for no score.
                                Model.shipped().withoutScore(),
                                new Capacity(
                                        capacity.prevalence(),
                                        capacity.firstShare(),
                                        capacity.urgentShare(),
                                        capacity.unsureShare())));
            }
        };
    }

    @Produces
    @Singleton
    Taxonomy taxonomy(Assessors assessors) {
        return assessors.rules().taxonomy();
    }

    /** The management port listens before all is loaded. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck rulesAndModel() {
        return () -> HealthCheckResponse.named("Rules and model are loaded").status(loaded).build();
    }

    void load(@Observes StartupEvent event, Assessors assessors) {
        var withModel = assessors.withModel();
        LOG.infof(
                "rules version=%s model=%s",
                assessors.rules().version(), withModel == null ? "off" : withModel.version());
        (withModel == null ? assessors.rules() : withModel).assess(FIRST_READ);
        loaded = true;
    }
}
