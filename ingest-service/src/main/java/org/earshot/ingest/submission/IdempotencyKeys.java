package org.earshot.ingest.submission;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.sql.DataSource;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.store.KeyEncryptionKey;
import org.earshot.ingest.store.KeyEncryptionKeys;
import org.jboss.logging.Logger;

/**
 * Which requests a portal has sent before, so that one sent twice is one message. A portal's key
 * may be a person's reference and its request is a person's letter: the table holds neither, only
 * HMACs under a key that is not in the database.
 */
@ApplicationScoped
public class IdempotencyKeys {

    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);

    private final DataSource database;
    private final KeyEncryptionKeys keys;
    private final IngestConfig config;
    private final Clock clock;

    IdempotencyKeys(DataSource database, KeyEncryptionKeys keys, IngestConfig config, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /** A portal's key with the request it was sent with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it only carries a request
    public record Use(String key, byte[] request) {

        public static final String MUST_BE = "1 to 128 visible ASCII characters";
        private static final int LONGEST_KEY = 128;

        /** Whether a portal may use this as a key: {@value #MUST_BE}. */
        public static boolean isKey(String key) {
            return !key.isEmpty()
                    && key.length() <= LONGEST_KEY
                    && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        }

        @Override
        public String toString() {
            return "Use";
        }
    }

    /**
     * What a key was used for before.
     *
     * @param sameRequest whether it was sent with the request that it is sent with now
     */
    record Earlier(UUID messageId, boolean sameRequest) {}

    /**
     * What these keys were used for before; one that is not in the answer is new.
     *
     * @param uses with different keys
     */
    Map<String, Earlier> find(String submitter, Collection<Use> uses) throws SQLException {
        var earlier = new HashMap<String, Earlier>();
        if (!uses.isEmpty()) {
            for (var key : keys.newestFirst()) {
                find(submitter, uses, key).forEach(earlier::putIfAbsent);
            }
        }
        return earlier;
    }

    /**
     * Takes keys for new messages, in the caller's transaction. A request with the same key that is
     * on its way is waited for. In one order, so that two groups never wait for each other.
     *
     * @return the messages whose keys were free
     */
    Set<UUID> take(String submitter, Map<UUID, Use> uses, Instant now) throws SQLException {
        var free = new HashSet<UUID>();
        if (uses.isEmpty()) {
            return free;
        }
        var key = keys.current();
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into idempotency_key
                                    (submitter, key_hash, fingerprint, message_id, created_at)
                                select ?, key_hash, fingerprint, message_id, ?
                                from unnest(?::bytea[], ?::bytea[], ?::uuid[])
                                    as new (key_hash, fingerprint, message_id)
                                order by key_hash
                                on conflict (submitter, key_hash) do nothing
                                returning message_id\
                                """)) {
            insert.setString(1, submitter);
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setArray(3, bytes(connection, uses.values(), use -> keyHash(use, key)));
            insert.setArray(4, bytes(connection, uses.values(), use -> fingerprint(use, key)));
            insert.setArray(5, connection.createArrayOf("uuid", uses.keySet().toArray()));
            try (var rows = insert.executeQuery()) {
                while (rows.next()) {
                    free.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return free;
    }

    @Scheduled(
            every = "PT1H",
            delayed = "PT1M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() throws SQLException {
        var before = clock.instant().minus(config.idempotencyKeysKeptFor());
        try (var connection = database.getConnection();
                var delete =
                        connection.prepareStatement(
                                "delete from idempotency_key where created_at < ?")) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            LOG.infof("idempotency keys swept count=%d", delete.executeUpdate());
        }
    }

    private Map<String, Earlier> find(String submitter, Collection<Use> uses, KeyEncryptionKey key)
            throws SQLException {
        var byHash = new HashMap<ByteBuffer, Use>();
        uses.forEach(use -> byHash.put(ByteBuffer.wrap(keyHash(use, key)), use));
        var earlier = new HashMap<String, Earlier>();
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select key_hash, message_id, fingerprint from idempotency_key
                                where submitter = ? and key_hash = any (?)\
                                """)) {
            select.setString(1, submitter);
            select.setArray(2, bytes(connection, byHash.keySet(), ByteBuffer::array));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var use = byHash.get(ByteBuffer.wrap(rows.getBytes(1)));
                    if (use != null) {
                        var isSame = MessageDigest.isEqual(rows.getBytes(3), fingerprint(use, key));
                        earlier.put(use.key(), new Earlier(rows.getObject(2, UUID.class), isSame));
                    }
                }
            }
        }
        return earlier;
    }

    private static <T> Array bytes(
            Connection connection, Collection<T> values, Function<T, byte[]> bytes)
            throws SQLException {
        return connection.createArrayOf("bytea", values.stream().map(bytes).toArray(byte[][]::new));
    }

    private static byte[] keyHash(Use use, KeyEncryptionKey key) {
        return hmac(key, "earshot idempotency key", use.key().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] fingerprint(Use use, KeyEncryptionKey key) {
        return hmac(key, "earshot request fingerprint", use.request());
    }

    private static byte[] hmac(KeyEncryptionKey key, String purpose, byte[] bytes) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key.derive(purpose));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
