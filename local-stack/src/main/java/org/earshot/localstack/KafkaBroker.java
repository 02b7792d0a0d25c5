package org.earshot.localstack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.earshot.events.Topics;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker, its own controller, inside this JVM: the real thing on loopback. The classes it
 * starts are the broker's internals and may change with any release, so they are touched here and
 * nowhere else.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;
    private static final int PARTITIONS = 3;

    private final KafkaRaftServer server;
    private final int port;
    private final @Nullable Path temporaryFolder;

    private KafkaBroker(KafkaRaftServer server, int port, @Nullable Path temporaryFolder) {
        this.server = server;
        this.port = port;
        this.temporaryFolder = temporaryFolder;
    }

    /** A broker on free ports whose data goes when it closes. */
    public static KafkaBroker temporary() {
        var folder = Folders.temporary("earshot-kafka-");
        return start(folder.resolve("data"), FreePorts.any(), FreePorts.any(), folder);
    }

    /** A broker that finds in this folder what it left there. */
    public static KafkaBroker in(Path folder, int port, int controllerPort) {
        return start(folder, port, controllerPort, null);
    }

    private static KafkaBroker start(
            Path folder, int port, int controllerPort, @Nullable Path temporary) {
        QuietLoggers.apply();
        var settings = settings(folder, port, controllerPort);
        formatOnce(folder);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        var broker = new KafkaBroker(server, port, temporary);
        try {
            server.startup();
            broker.createTopics();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporaryFolder != null) {
            Folders.delete(temporaryFolder);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put(
                "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
        settings.put("log.dirs", folder.toString());
        // As in a cluster: a topic nobody described is a mistake and must not come into being.
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", Long.toString(Topics.LONGEST_RETENTION.toMillis()));

        // One node: every internal topic has one copy and one partition.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");

        // A quick start, and little memory.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controller.quorum.election.timeout.ms", "500");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("offsets.topic.segment.bytes", "8388608");
        settings.put("log.segment.bytes", "67108864");
        settings.put("log.index.size.max.bytes", "1048576");
        return settings;
    }

    private static void formatOnce(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setPrintStream(nowhere)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The broker's folder could not be formatted", e);
        }
    }

    private void createTopics() {
        try (var admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            var existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            var missing =
                    Stream.concat(Topics.all().stream(), Topics.allParked().stream())
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(KafkaBroker::described)
                            .toList();
            for (var created : admin.createTopics(missing).values().values()) {
                awaitCreated(created);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics could not be created", e);
        }
    }

    /** A topic that is there since the list was read is as good as one created now. */
    private static void awaitCreated(KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            created.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic described(Topics.Topic topic) {
        var configs = new HashMap<String, String>();
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.largestRecord()));
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted()
                        ? TopicConfig.CLEANUP_POLICY_COMPACT
                        : TopicConfig.CLEANUP_POLICY_DELETE);
        if (topic.retention() != null) {
            configs.put(
                    TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis()));
        }
        int partitions = topic.compacted() ? 1 : PARTITIONS;
        return new NewTopic(topic.name(), partitions, (short) 1).configs(configs);
    }
}
