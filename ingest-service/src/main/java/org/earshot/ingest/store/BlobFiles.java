package org.earshot.ingest.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Blobs as files, named by their ids, in folders by the first byte of the id. A file is there whole
 * or not at all: it is written elsewhere, then renamed, and both the file and its folder are forced
 * to the disk before anybody is told.
 */
final class BlobFiles implements BlobHome {

    private final Path root;

    BlobFiles(Path root) {
        this.root = root;
    }

    @Override
    public void take(UUID id, Path sealed) throws IOException {
        var folder = folder(id.toString().substring(0, 2));
        boolean isNew = Files.notExists(folder);
        Files.createDirectories(folder);
        if (isNew) {
            force(root);
        }
        Files.move(sealed, folder.resolve(id.toString()), ATOMIC_MOVE);
        force(folder);
    }

    @Override
    public InputStream open(UUID id) throws IOException {
        return Files.newInputStream(file(id));
    }

    @Override
    public void delete(UUID id) throws IOException {
        if (Files.deleteIfExists(file(id))) {
            force(folder(id.toString().substring(0, 2)));
        }
    }

    @Override
    public Map<UUID, Instant> list(int firstByte) throws IOException {
        var found = new HashMap<UUID, Instant>();
        try (var files = Files.newDirectoryStream(folder("%02x".formatted(firstByte)))) {
            for (var file : files) {
                var id = id(file);
                if (id != null) {
                    found.put(id, Files.getLastModifiedTime(file).toInstant());
                }
            }
        } catch (NoSuchFileException e) {
            // No folder, or a file that went while the folder was read: none of them is here.
        }
        return found;
    }

    static @org.jspecify.annotations.Nullable UUID id(Path file) {
        try {
            return UUID.fromString(file.getFileName().toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Path file(UUID id) {
        return folder(id.toString().substring(0, 2)).resolve(id.toString());
    }

    private Path folder(String shard) {
        return root.resolve(shard);
    }

    private static void force(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, READ)) {
            opened.force(true);
        }
    }
}
