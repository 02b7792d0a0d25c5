package org.earshot.classifier.reception;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.earshot.classifier.ClassifierConfig;
import org.earshot.classifier.assessment.Assessors;
import org.earshot.events.Stage;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Reads every receipt once for each stage, each in a consumer group of its own: the rules run
 * ahead, and no floor waits behind a backlog of the model. Ingest, the broker or the token issuer
 * being away is waited out; the whole batch is then done again, which is harmless.
 */
@ApplicationScoped
@Startup // its metrics are there before the first message
class ReceivedConsumer {

    private final Reception rules;
    private final @Nullable Reception model;

    ReceivedConsumer(
            Texts texts,
            Assessors assessors,
            ClassifierConfig config,
            Publisher publisher,
            MeterRegistry metrics) {
        int most = config.mostIndicators();
        var precedence = new Precedence();
        rules =
                new Reception(
                        Stage.RULES,
                        assessors.rules(),
                        most,
                        texts,
                        publisher,
                        precedence,
                        metrics);
        var withModel = assessors.withModel();
        model =
                withModel == null
                        ? null
                        : new Reception(
                                Stage.MODEL,
                                withModel,
                                most,
                                texts,
                                publisher,
                                precedence,
                                metrics);
    }

    @Incoming("messages")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void forTheRules(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        rules.on(records);
    }

    /** Not subscribed while the model is off. */
    @Incoming("messages-model")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void forTheModel(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        if (model != null) {
            model.on(records);
        }
    }
}
