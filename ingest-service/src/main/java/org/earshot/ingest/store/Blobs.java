package org.earshot.ingest.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.ingest.IngestConfig;
import org.jboss.logging.Logger;

/**
 * The documents as they came, each sealed under a key derived from its message's key, outside the
 * database. Only ciphertext is ever written anywhere, also while a document arrives.
 */
@ApplicationScoped
public class Blobs {

    private static final Logger LOG = Logger.getLogger(Blobs.class);

    /** Half-written ones of a process that ended are no use to anybody. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final BlobHome home;
    private final Path incoming;
    private final MessageKeys keys;
    private final Clock clock;

    @Inject
    Blobs(IngestConfig config, MessageKeys keys, Clock clock) {
        this(home(config.blobs()), config.blobs().folder(), keys, clock);
    }

    Blobs(BlobHome home, Path folder, MessageKeys keys, Clock clock) {
        this.home = home;
        this.incoming = folder.resolve("incoming");
        this.keys = keys;
        this.clock = clock;
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the blobs cannot be made", e);
        }
    }

    private static BlobHome home(IngestConfig.Blobs config) {
        return config.bucket().name().isPresent()
                ? new BlobBucket(config.bucket())
                : new BlobFiles(config.folder());
    }

    @PreDestroy
    void close() throws IOException {
        home.close();
    }

    /**
     * Seals a document while it is read; when this returns it is durable.
     *
     * @return its size in bytes
     */
    public long put(MessageKey key, UUID id, InputStream plain) throws IOException {
        var file = incoming.resolve(id.toString());
        try {
            long size;
            try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
                size = SealedStream.seal(key.ofBlob(id), plain, Channels.newOutputStream(channel));
                channel.force(true);
            }
            home.take(id, file);
            return size;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * A document as it came.
     *
     * @throws NoSuchFileException when it is gone, or its key is
     * @throws DamagedBlob when it does not open, then or while it is read
     */
    public InputStream open(UUID messageId, UUID id) throws IOException, SQLException {
        var found = keys.find(List.of(messageId));
        var key = found.get(messageId);
        if (key == null) {
            if (found.containsKey(messageId)) {
                throw new DamagedBlob();
            }
            throw new NoSuchFileException(id.toString());
        }
        var sealed = home.open(id);
        try {
            return SealedStream.open(key.ofBlob(id), sealed);
        } catch (IOException | RuntimeException e) {
            sealed.close();
            throw e;
        }
    }

    /** Destroys a document; one that is not there is no error. */
    public void delete(UUID id) throws IOException {
        home.delete(id);
    }

    /** Those that will not be needed after all; what stays behind is swept later. */
    public void discard(Iterable<UUID> ids) {
        for (var id : ids) {
            try {
                home.delete(id);
            } catch (IOException e) {
                LOG.warnf("not deleted, to be swept: blobId=%s", id);
            }
        }
    }

    /** See {@link BlobHome#list}. */
    Map<UUID, Instant> list(int firstByte) throws IOException {
        return home.list(firstByte);
    }

    void sweepIncoming() throws IOException {
        var before = clock.instant().minus(ABANDONED);
        try (var files = Files.newDirectoryStream(incoming)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
