package org.earshot.ingest.submission;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.crypto.Mac;
import javax.sql.DataSource;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.store.KeyEncryptionKey;
import org.earshot.ingest.store.KeyEncryptionKeys;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a portal has sent before, so that one sent twice is one message. A portal's key
 * may be a person's reference and its request is a person's letter: the table holds neither, only
 * HMACs under a key that is not in the database.
 */
@ApplicationScoped
class IdempotencyKeys {

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
    record Use(String submitter, String key, byte[] request) {
        @Override
        public String toString() {
            return "Use by " + submitter;
        }
    }

    /**
     * The message that this key already made.
     *
     * @throws org.earshot.problems.Problem when it made it from another request
     */
    @Nullable UUID find(Use use) throws SQLException {
        for (var key : keys.newestFirst()) {
            var found = find(use, key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * Takes a key for a new message, in the caller's transaction. A request with the same key that
     * is on its way is waited for.
     *
     * @return whether the key was free
     */
    boolean take(Use use, UUID messageId, Instant now) throws SQLException {
        var key = keys.current();
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into idempotency_key
                                    (submitter, key_hash, fingerprint, message_id, created_at)
                                values (?, ?, ?, ?, ?)
                                on conflict (submitter, key_hash) do nothing\
                                """)) {
            insert.setString(1, use.submitter());
            insert.setBytes(2, keyHash(use, key));
            insert.setBytes(3, fingerprint(use, key));
            insert.setObject(4, messageId);
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
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

    private @Nullable UUID find(Use use, KeyEncryptionKey key) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select message_id, fingerprint from idempotency_key
                                where submitter = ? and key_hash = ?\
                                """)) {
            select.setString(1, use.submitter());
            select.setBytes(2, keyHash(use, key));
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (!MessageDigest.isEqual(row.getBytes(2), fingerprint(use, key))) {
                    throw SubmissionProblems.keyReused();
                }
                return row.getObject(1, UUID.class);
            }
        }
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
