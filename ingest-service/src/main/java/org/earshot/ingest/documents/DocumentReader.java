package org.earshot.ingest.documents;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.events.TextExtracted;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.documents.Claims.Claim;
import org.earshot.ingest.extraction.Extracted;
import org.earshot.ingest.extraction.Extraction;
import org.earshot.ingest.extraction.Limits;
import org.earshot.ingest.extraction.Outcome;
import org.earshot.ingest.extraction.Page;
import org.earshot.ingest.extraction.Reason;
import org.earshot.ingest.store.Blobs;
import org.earshot.ingest.store.Content.Attachment;
import org.earshot.ingest.store.DocumentTexts;
import org.earshot.ingest.store.DocumentTexts.DocumentText;
import org.earshot.ingest.store.DocumentTexts.PageText;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.store.ReadableMessage;
import org.earshot.outbox.Outbox;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of messages, one message after the other, and says when their text is
 * complete. Whatever happens to a document, its message goes on: with what could be read, and with
 * the mark U where that is not all.
 */
@ApplicationScoped
class DocumentReader {

    private static final Logger LOG = Logger.getLogger(DocumentReader.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final String PREFIX = "earshot-document-";

    /** What kept this service from reading a document, and not the document. */
    private static final String NOT_READABLE_HERE = "not-readable-here";

    private final Claims claims;
    private final Messages messages;
    private final Blobs blobs;
    private final Outbox outbox;
    private final IngestConfig.Extraction config;
    private final long largest;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);

    DocumentReader(
            Claims claims,
            Messages messages,
            Blobs blobs,
            Outbox outbox,
            IngestConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.claims = claims;
        this.messages = messages;
        this.blobs = blobs;
        this.outbox = outbox;
        this.config = config.extraction();
        this.largest = config.documents().largest().asLongValue();
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        for (int i = 0; i < config.atOnce(); i++) {
            Thread.ofPlatform().daemon().name("document-reader-" + i).start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping.countDown();
        claims.giveBack();
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                boolean found;
                try {
                    found = readNext();
                } catch (SQLException | RuntimeException e) {
                    // Without its message: a driver's may quote what it could not use.
                    LOG.warnf("waits, then tries again: %s", e.getClass().getSimpleName());
                    found = false;
                }
                if (!found) {
                    stopping.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads the documents of the next message that waits.
     *
     * @return false when none does
     */
    boolean readNext() throws SQLException {
        var claim = claims.next();
        if (claim == null) {
            return false;
        }
        try {
            read(claim);
        } finally {
            claims.letGo(claim);
        }
        return true;
    }

    private void read(Claim claim) throws SQLException {
        var id = claim.messageId();
        var opened = new AtomicReference<@Nullable ReadableMessage>();
        messages.read(List.of(id), opened::set);
        var message = opened.get();
        var read = new ArrayList<Read>();
        if (message != null) {
            int left = config.text();
            for (var attachment : message.content().attachments()) {
                var one = read(claim, attachment, left);
                if (one == null) {
                    claims.tryAgain(
                            claim, config.pauseAfterFailure().multipliedBy(claim.attempt()));
                    return;
                }
                left = Math.max(0, left - one.text().text().length());
                read.add(one);
            }
        }
        QuarkusTransaction.requiringNew().call(() -> finish(claim, read));
    }

    private boolean finish(Claim claim, List<Read> read) throws SQLException {
        if (!claims.done(claim)) {
            LOG.infof("read by another messageId=%s", claim.messageId());
            return false;
        }
        var texts = new DocumentTexts(read.stream().map(Read::text).toList());
        var digest =
                messages.addTexts(
                        claim.messageId(), texts, read.stream().map(Read::places).toList());
        var event = event(claim.messageId(), digest, read);
        if (event == null) {
            return false;
        }
        outbox.publish(event);
        metrics.counter("earshot.documents.read", "outcome", code(event.outcome())).increment();
        LOG.infof(
                "documents read messageId=%s eventId=%s outcome=%s pages=%d attempt=%d",
                claim.messageId(),
                event.eventId(),
                event.outcome(),
                event.pages(),
                claim.attempt());
        return true;
    }

    private @Nullable TextExtracted event(UUID id, @Nullable String digest, List<Read> read)
            throws SQLException {
        var is = digest == null ? messages.digestOf(id) : digest;
        if (is == null) {
            return null;
        }
        var reasons = new LinkedHashSet<String>();
        read.forEach(one -> reasons.addAll(one.text().reasons()));
        if (digest == null) {
            reasons.add(NOT_READABLE_HERE);
        }
        return new TextExtracted(
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                id,
                is,
                digest == null ? TextExtracted.Outcome.FAILED : outcome(read),
                List.copyOf(reasons),
                read.stream().mapToInt(one -> one.text().pages().size()).sum(),
                read.size());
    }

    private static TextExtracted.Outcome outcome(List<Read> read) {
        if (read.stream().allMatch(one -> is(one, Outcome.COMPLETE))) {
            return TextExtracted.Outcome.COMPLETE;
        }
        return read.stream().allMatch(one -> is(one, Outcome.FAILED))
                ? TextExtracted.Outcome.FAILED
                : TextExtracted.Outcome.PARTIAL;
    }

    private static boolean is(Read read, Outcome outcome) {
        return read.text().outcome().equals(outcome.code());
    }

    /** A document that was read, and where its words are on its pages. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it only carries a result
    private record Read(DocumentText text, byte[] places) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    /**
     * @param left characters
     * @return none when it should be tried again
     */
    private @Nullable Read read(Claim claim, Attachment attachment, int left) {
        if (claim.attempt() > config.attempts()) {
            // It took its reader with it, each time.
            return failed(NOT_READABLE_HERE);
        }
        if (left == 0) {
            return failed(Reason.TOO_LARGE.code());
        }
        long from = System.nanoTime();
        try {
            return read(extract(claim.messageId(), attachment, left));
        } catch (IOException
                | SQLException
                | RuntimeException
                | StackOverflowError
                | OutOfMemoryError e) {
            LOG.errorf(
                    "not read messageId=%s blobId=%s attempt=%d because=%s",
                    claim.messageId(),
                    attachment.blobId(),
                    claim.attempt(),
                    e.getClass().getSimpleName());
            return claim.attempt() < config.attempts() ? null : failed(NOT_READABLE_HERE);
        } finally {
            metrics.timer("earshot.documents.reading")
                    .record(Duration.ofNanos(System.nanoTime() - from));
        }
    }

    /** In a file of its own for as long as it takes, which nobody else may open. */
    private Extracted extract(UUID messageId, Attachment attachment, int left)
            throws IOException, SQLException {
        var owner = PosixFilePermissions.fromString("rw-------");
        var file =
                Files.createTempFile(
                        config.folder(), PREFIX, null, PosixFilePermissions.asFileAttribute(owner));
        try {
            try (InputStream document = blobs.open(messageId, attachment.blobId());
                    var out = Files.newOutputStream(file)) {
                document.transferTo(out);
            }
            return Extraction.read(file, limits(left));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Limits limits(int left) {
        var usual = Limits.usual();
        return new Limits(
                largest,
                config.pages(),
                left,
                usual.unpackedBytes(),
                usual.parts(),
                usual.depth(),
                usual.pixels(),
                config.pageWithin(),
                config.documentWithin(),
                usual.childMemory(),
                config.leastConfidence(),
                usual.mostInkWithoutWords(),
                config.languages(),
                config.folder());
    }

    private static Read failed(String reason) {
        var text = new DocumentText("", Outcome.FAILED.code(), List.of(reason), List.of());
        return new Read(text, new byte[0]);
    }

    private static Read read(Extracted extracted) {
        var pages = extracted.pages().stream().map(DocumentReader::page).toList();
        var reasons = extracted.reasons().stream().map(Reason::code).toList();
        return new Read(
                new DocumentText(extracted.text(), extracted.outcome().code(), reasons, pages),
                places(extracted.pages()));
    }

    private static PageText page(Page page) {
        return new PageText(
                page.part(),
                page.number(),
                page.start(),
                page.end(),
                code(page.source()),
                page.confidence());
    }

    /** Of each page in turn: its length in bytes, then its words. */
    private static byte[] places(List<Page> pages) {
        var words = pages.stream().map(page -> page.words().toBytes()).toList();
        var all =
                ByteBuffer.allocate(
                        words.stream().mapToInt(one -> Integer.BYTES + one.length).sum());
        words.forEach(one -> all.putInt(one.length).put(one));
        return all.array();
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What a process that was killed left decrypted is nobody's any more. */
    @Scheduled(every = "PT5M", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweepFolder() throws IOException {
        var before = clock.instant().minus(config.documentWithin().multipliedBy(2));
        try (var left = Files.newDirectoryStream(config.folder(), PREFIX + "*")) {
            for (var path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                    delete(path);
                }
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var within = Files.newDirectoryStream(path)) {
                for (var one : within) {
                    delete(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
