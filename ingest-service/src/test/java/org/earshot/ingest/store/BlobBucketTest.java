package org.earshot.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.earshot.ingest.IngestConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Adobe's S3Mock, which speaks the API, in a process of its own. */
class BlobBucketTest {

    private static final String NAME = "earshot-blobs";

    private static @Nullable Process store;
    private static int port;

    private final UUID id = UUID.randomUUID();
    private final MessageKey key = MessageKey.random(UUID.randomUUID());

    @BeforeAll
    static void startTheStore() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        store =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                Path.of("target", "s3mock.jar").toString(),
                                "--com.adobe.testing.s3mock.http-port=" + port,
                                "--http.port=" + port,
                                "--server.port=0",
                                "--com.adobe.testing.s3mock.store.initial-buckets=" + NAME)
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of("target", "s3mock.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> {
                    try (var connection = new Socket("127.0.0.1", port)) {
                        return connection.isConnected();
                    }
                });
    }

    @AfterAll
    static void stopTheStore() throws InterruptedException {
        if (store != null) {
            store.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBlobIsThereAsItWasPutUntilItIsDeleted(@TempDir Path folder) throws IOException {
        var plain = new byte[200_000];
        new Random(3).nextBytes(plain);
        var file = sealed(folder, plain);
        var before = Instant.now().minusSeconds(5);
        try (var bucket = bucket(NAME)) {
            bucket.take(id, file);

            try (var opened = SealedStream.open(key.ofBlob(id), bucket.open(id))) {
                assertThat(opened.readAllBytes()).isEqualTo(plain);
            }
            int shard = Integer.parseInt(id.toString().substring(0, 2), 16);
            assertThat(bucket.list(shard)).containsOnlyKeys(id);
            assertThat(bucket.list(shard).get(id)).isAfter(before);
            assertThat(bucket.list((shard + 1) % 256)).isEmpty();

            bucket.delete(id);
            bucket.delete(id);

            assertThatThrownBy(() -> bucket.open(id)).isInstanceOf(NoSuchFileException.class);
            assertThat(bucket.list(shard)).isEmpty();
        }
    }

    @Test
    void aStoreThatFailsIsAFailureWithoutAnythingOfTheRequest(@TempDir Path folder)
            throws IOException {
        var file = sealed(folder, new byte[10]);
        try (var bucket = bucket("not-there")) {
            assertThatThrownBy(() -> bucket.take(id, file))
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageStartingWith("the object store: ");
        }
    }

    private Path sealed(Path folder, byte[] plain) throws IOException {
        var sealed = new ByteArrayOutputStream();
        SealedStream.seal(key.ofBlob(id), new ByteArrayInputStream(plain), sealed);
        return Files.write(folder.resolve(id.toString()), sealed.toByteArray());
    }

    private static BlobBucket bucket(String name) {
        return new BlobBucket(
                new IngestConfig.Bucket() {
                    @Override
                    public Optional<String> name() {
                        return Optional.of(name);
                    }

                    @Override
                    public Optional<URI> endpoint() {
                        return Optional.of(URI.create("http://127.0.0.1:" + port));
                    }

                    @Override
                    public String region() {
                        return "eu-west-2";
                    }

                    @Override
                    public boolean pathStyle() {
                        return true;
                    }

                    @Override
                    public Optional<String> accessKeyId() {
                        return Optional.of("any");
                    }

                    @Override
                    public Optional<String> secretAccessKey() {
                        return Optional.of("any");
                    }
                });
    }
}
