package org.earshot.ingest.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.ingest.IngestConfig;
import org.jspecify.annotations.Nullable;

/** The key-encryption key in use, and those before it that some messages still need. */
@ApplicationScoped
public class KeyEncryptionKeys {

    private final List<KeyEncryptionKey> newestFirst;
    private final Map<String, KeyEncryptionKey> byId;

    KeyEncryptionKeys(IngestConfig config) {
        var keys = new ArrayList<KeyEncryptionKey>();
        keys.add(KeyEncryptionKey.fromBase64(config.keyEncryptionKey()));
        config.retiredKeyEncryptionKeys().orElse(List.of()).stream()
                .map(KeyEncryptionKey::fromBase64)
                .forEach(keys::add);
        newestFirst = List.copyOf(keys);
        byId =
                keys.stream()
                        .collect(
                                Collectors.toMap(
                                        KeyEncryptionKey::id,
                                        Function.identity(),
                                        (newer, older) -> newer));
    }

    public KeyEncryptionKey current() {
        return newestFirst.getFirst();
    }

    public List<KeyEncryptionKey> newestFirst() {
        return newestFirst;
    }

    @Nullable KeyEncryptionKey withId(String id) {
        return byId.get(id);
    }
}
