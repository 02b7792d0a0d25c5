package org.earshot.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.earshot.events.EventCodec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox, in the order it was written, one relay at a time over all replicas
 * of a service (an advisory lock of its database decides which). A row goes only when the broker
 * has confirmed it; after a crash in between it is sent again under the same event id. Rows of one
 * message are written by transactions that follow each other, so the events of a message keep their
 * order.
 */
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /**
     * The advisory lock: "earshot" read as a number, so that no other use of such locks meets it.
     */
    static final long LOCK = 0x65617273686f74L;

    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);
    private static final List<Header> HEADERS =
            List.of(
                    new RecordHeader(
                            "content-type",
                            EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8)));

    private final DataSource database;
    private final Map<String, Object> kafka;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Instant oldestWaiting;
    private volatile long lastAttempt;
    private volatile @Nullable Thread thread;

    /** Of the relay's thread alone. */
    private @Nullable Producer<String, byte[]> producer;

    Relay(
            DataSource database,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.database = database;
        this.kafka = kafka;
        metrics.gauge("earshot.outbox.oldest.seconds", this, Relay::ageOfOldest);
    }

    void start(@Observes StartupEvent event) {
        stopping = false;
        lastAttempt = System.nanoTime();
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        var running = thread;
        if (running != null) {
            running.join(DELIVERY);
        }
    }

    /** Whether it is at work: an outage it waits out does not count against it, silence does. */
    boolean isAlive() {
        var running = thread;
        return running != null
                && running.isAlive()
                && System.nanoTime() - lastAttempt < LONGEST_SILENCE.toNanos();
    }

    /** There is something to send now. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it was, what is committed is still to be sent
    private void run() {
        var pause = IDLE;
        try {
            while (!stopping) {
                try {
                    var more = drain();
                    lastAttempt = System.nanoTime();
                    if (more) {
                        continue;
                    }
                    pause = IDLE;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Throwable e) {
                    lastAttempt = System.nanoTime();
                    pause = longer(pause);
                    LOG.warnf(
                            "outbox waits %d s before it tries again: %s",
                            pause.toSeconds(), nameOf(e));
                    if (!(e instanceof SQLException)) {
                        discardProducer();
                    }
                }
                if (woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            discardProducer();
            LOG.info("outbox relay ended");
        }
    }

    /** The class alone: a message may quote what was to be sent. */
    private static String nameOf(Throwable e) {
        var cause = e instanceof ExecutionException ? e.getCause() : null;
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    /**
     * Sends one batch.
     *
     * @return whether there may be more to send at once
     */
    private boolean drain()
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!isTheOnlyRelay(connection)) {
                    return false;
                }
                var waiting = waiting(connection);
                oldestWaiting = waiting.isEmpty() ? null : waiting.getFirst().createdAt();
                if (!waiting.isEmpty()) {
                    send(waiting, connection);
                }
                return waiting.size() == BATCH;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean isTheOnlyRelay(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            var got = lock.executeQuery();
            return got.next() && got.getBoolean(1);
        }
    }

    private static List<Row> waiting(Connection connection) throws SQLException {
        try (var select =
                connection.prepareStatement(
                        "select id, topic, key, value, created_at from outbox order by id limit "
                                + BATCH)) {
            var rows = new ArrayList<Row>();
            var found = select.executeQuery();
            while (found.next()) {
                rows.add(
                        new Row(
                                found.getLong(1),
                                found.getString(2),
                                found.getString(3),
                                found.getBytes(4),
                                found.getObject(5, OffsetDateTime.class).toInstant()));
            }
            return rows;
        }
    }

    /**
     * Deletes the rows up to the first that the broker did not confirm: what follows it is sent
     * again behind it.
     */
    private void send(List<Row> rows, Connection connection)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        var to = producer();
        var sent = new ArrayList<Future<RecordMetadata>>(rows.size());
        for (var row : rows) {
            var record = new ProducerRecord<>(row.topic(), null, row.key(), row.value(), HEADERS);
            var answer = to.send(record);
            sent.add(answer);
            if (answer.state() == Future.State.FAILED) {
                break;
            }
        }
        var confirmed = new ArrayList<Long>(rows.size());
        try {
            for (int i = 0; i < sent.size(); i++) {
                sent.get(i).get(DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
                confirmed.add(rows.get(i).id());
            }
        } finally {
            try (var delete =
                    connection.prepareStatement("delete from outbox where id = any (?)")) {
                delete.setArray(1, connection.createArrayOf("bigint", confirmed.toArray()));
                delete.executeUpdate();
            }
            connection.commit();
        }
    }

    /** Built when there is something to send: a broker that is away must not hide what waits. */
    private Producer<String, byte[]> producer() {
        var current = producer;
        if (current == null) {
            var config = new HashMap<>(kafka);
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) DELIVERY.toMillis());
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis() / 3);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
            current =
                    new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    /** Without waiting for what it still holds: that stays in the outbox and is sent again. */
    private void discardProducer() {
        var discarded = producer;
        producer = null;
        try {
            if (discarded != null) {
                discarded.close(Duration.ZERO);
            }
        } catch (RuntimeException e) {
            LOG.warnf("a producer could not be closed: %s", nameOf(e));
        }
    }

    private double ageOfOldest() {
        var oldest = oldestWaiting;
        return oldest == null ? 0 : Duration.between(oldest, Instant.now()).toMillis() / 1000.0;
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared: it only carries a row to the broker
    private record Row(long id, String topic, String key, byte[] value, Instant createdAt) {}
}
