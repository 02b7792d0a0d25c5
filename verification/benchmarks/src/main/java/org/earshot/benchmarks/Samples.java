package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.earshot.events.Topics;
import org.earshot.launcher.Description;
import org.earshot.launcher.Service;

/** How far each stage is behind, and what the classifier takes of the machine, again and again. */
final class Samples implements AutoCloseable {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final Description suite;
    private final Process classifier;
    private final Admin admin;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final long from = System.nanoTime();
    private final List<Sample> taken = new ArrayList<>();

    /**
     * @param seconds since the beginning
     * @param rulesLag receipts that the stage has still to acknowledge
     * @param heapMb in use, garbage included
     * @param residentMb what the process shares counted in part
     * @param cpuSeconds used by the process since it began
     */
    record Sample(
            double seconds,
            long rulesLag,
            long modelLag,
            double heapMb,
            long residentMb,
            double cpuSeconds) {}

    Samples(Description suite, Process classifier) {
        this.suite = suite;
        this.classifier = classifier;
        admin = Admin.create(Map.of("bootstrap.servers", suite.kafka()));
        var unused =
                clock.scheduleAtFixedRate(this::take, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void take() {
        try {
            var sample =
                    new Sample(
                            (System.nanoTime() - from) / 1e9,
                            lag("classifier-service"),
                            lag("classifier-service-model"),
                            heapMb(),
                            classifier.proportionalMb(),
                            classifier.cpuSeconds());
            synchronized (taken) {
                taken.add(sample);
            }
        } catch (IOException | ExecutionException e) {
            System.err.println("A sample is missing: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long lag(String group) throws ExecutionException, InterruptedException {
        var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        admin.describeTopics(List.of(Topics.MESSAGES))
                .allTopicNames()
                .get()
                .forEach((topic, description) ->
                        description
                                .partitions()
                                .forEach(partition ->
                                        ends.put(
                                                new TopicPartition(topic, partition.partition()),
                                                OffsetSpec.latest())));
        long lag = 0;
        for (var end : admin.listOffsets(ends).all().get().entrySet()) {
            var offset = read.get(end.getKey());
            lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
        }
        return lag;
    }

    private double heapMb() throws IOException, InterruptedException {
        var metrics =
                http.send(
                                HttpRequest.newBuilder(
                                                suite.managementAt(
                                                        Service.CLASSIFIER, "/q/metrics"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        return metrics.lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / (1 << 20);
    }

    double now() {
        return (System.nanoTime() - from) / 1e9;
    }

    List<Sample> between(double fromSeconds, double toSeconds) {
        synchronized (taken) {
            return taken.stream()
                    .filter(sample ->
                            sample.seconds() >= fromSeconds && sample.seconds() <= toSeconds)
                    .toList();
        }
    }

    void into(ArrayNode json) {
        for (var sample : between(0, Double.MAX_VALUE)) {
            json.addObject()
                    .put("seconds", sample.seconds())
                    .put("rulesLag", sample.rulesLag())
                    .put("modelLag", sample.modelLag())
                    .put("heapMb", sample.heapMb())
                    .put("residentMb", sample.residentMb())
                    .put("cpuSeconds", sample.cpuSeconds());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close();
    }
}
