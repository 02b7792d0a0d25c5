package org.earshot.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Where sealed blobs lie: files of this service, or a bucket. It knows ids and nothing else. */
interface BlobHome extends AutoCloseable {

    /** Takes over a sealed file; when this returns it is durable here. */
    void take(UUID id, Path sealed) throws IOException;

    /**
     * @throws NoSuchFileException when it is not here
     */
    InputStream open(UUID id) throws IOException;

    /** Does nothing when it is not here. */
    void delete(UUID id) throws IOException;

    /**
     * The blobs whose ids begin with a byte, and when each came.
     *
     * @param firstByte 0 to 255
     */
    Map<UUID, Instant> list(int firstByte) throws IOException;

    @Override
    default void close() throws IOException {}
}
