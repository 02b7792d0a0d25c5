package org.earshot.systemtests;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.earshot.events.Topics;
import org.earshot.launcher.Service;
import org.junit.jupiter.api.Test;

/** Kafka delivers at least once. Here it delivers everything twice, and nothing changes. */
class RedeliveryTest {

    private static final List<String> TOPICS =
            List.of(Topics.MESSAGES, Topics.ASSESSMENTS, Topics.WORK, Topics.STATUS);

    private final RunningSuite earshot = RunningSuite.get();
    private final KafkaView kafka = new KafkaView(earshot);

    @Test
    void everyEventDeliveredAgainDoublesNothing() throws Exception {
        // Given: a pile in which something of everything has happened
        RunningSuite.mailbag().stream().limit(20).forEach(earshot::submit);
        kafka.awaitAllRead();
        var day = LocalDate.now(ZoneId.of("Europe/London")).toString();
        var received = earshot.reconciliation(Service.INGEST, day);
        var queued = earshot.reconciliation(Service.ROUTING, day);
        var events = kafka.eventIds();
        var entries = earshot.verifyLog().size();

        // When
        sendAllAgain();
        kafka.awaitAllRead();

        // Then
        assertThat(kafka.eventIds()).as("no event was made anew").isEqualTo(events);
        assertThat(earshot.reconciliation(Service.INGEST, day)).isEqualTo(received);
        assertThat(earshot.reconciliation(Service.ROUTING, day)).isEqualTo(queued);
        await().atMost(ofMinutes(1))
                .untilAsserted(() -> {
                    var log = earshot.verifyLog();
                    assertThat(log.ok()).isTrue();
                    assertThat(log.size()).isEqualTo(entries);
                    assertThat(log.size()).isEqualTo(events.size());
                });
    }

    private void sendAllAgain() throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", earshot.suite().description().kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (var topic : TOPICS) {
                for (var record : earshot.records(topic)) {
                    sent.add(
                            producer.send(
                                    new ProducerRecord<>(
                                            topic,
                                            null,
                                            record.key(),
                                            record.value(),
                                            record.headers())));
                }
            }
        }
        for (var record : sent) {
            record.get();
        }
    }
}
