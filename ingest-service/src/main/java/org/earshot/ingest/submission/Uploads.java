package org.earshot.ingest.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.api.RequestBody;
import org.earshot.ingest.extraction.MediaType;
import org.earshot.ingest.extraction.MediaTypes;
import org.earshot.ingest.store.Blobs;
import org.earshot.ingest.store.Content.Attachment;
import org.earshot.ingest.store.MessageKey;
import org.earshot.ingest.store.MessageKeys;
import org.earshot.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a message with documents: each is sealed while it arrives, and there is a message when
 * all of them are there, or none.
 */
@ApplicationScoped
class Uploads {

    private static final Set<MediaType> TAKEN =
            EnumSet.of(
                    MediaType.PDF,
                    MediaType.TIFF,
                    MediaType.PNG,
                    MediaType.JPEG,
                    MediaType.DOCX,
                    MediaType.ODT,
                    MediaType.TXT,
                    MediaType.EML);

    /** The boundaries, headers and fields of a request with documents are fewer bytes. */
    private static final long AROUND = 2L * 1024 * 1024;

    private final Submissions submissions;
    private final Blobs blobs;
    private final MessageKeys keys;
    private final RequestBody requestBody;
    private final IngestConfig config;
    private final Clock clock;

    Uploads(
            Submissions submissions,
            Blobs blobs,
            MessageKeys keys,
            RequestBody requestBody,
            IngestConfig config,
            Clock clock) {
        this.submissions = submissions;
        this.blobs = blobs;
        this.keys = keys;
        this.requestBody = requestBody;
        this.config = config;
        this.clock = clock;
    }

    /** Stores a message and its documents; when this returns they are durable. */
    Submissions.Accepted accept(
            String submitter,
            @Nullable String idempotencyKey,
            InputStream body,
            @Nullable String contentType)
            throws IOException, SQLException {
        var counted = new Counted(body);
        try {
            return accept(submitter, idempotencyKey, Multipart.of(counted, contentType));
        } catch (Problem problem) {
            counted.skipRest(config.documents().allTogether().asLongValue() + AROUND);
            throw problem;
        }
    }

    private Submissions.Accepted accept(
            String submitter, @Nullable String idempotencyKey, Multipart parts)
            throws IOException, SQLException {
        var fingerprint = sha256();
        var budget = new Budget(clock.instant().plus(config.documents().arriveWithin()));
        var submission = message(parts.next(), budget, fingerprint);
        var id = UUID.randomUUID();
        var key = Objects.requireNonNull(keys.create(List.of(id)).get(id));
        var attachments = new ArrayList<Attachment>();
        try {
            for (var part = parts.next(); part != null; part = parts.next()) {
                attachments.add(attachment(part, attachments.size() + 1, key, budget, fingerprint));
            }
            if (attachments.isEmpty()) {
                throw Problem.invalid(
                        "attachment", "is missing; a message without any is sent as JSON");
            }
        } catch (IOException | RuntimeException e) {
            blobs.discard(budget.stored);
            keys.destroy(List.of(id));
            throw e;
        }
        var use =
                idempotencyKey == null
                        ? null
                        : new IdempotencyKeys.Use(idempotencyKey, fingerprint.digest());
        // What is not refused but fails may have been committed all the same: nothing is taken away
        // then, and what no message names after an hour is swept.
        var incoming =
                new Submissions.Incoming(
                        submission.with(attachments), use, new Submissions.Prepared(id, key));
        var outcome = submissions.accept(submitter, List.of(incoming)).getFirst();
        if (outcome instanceof Submissions.Accepted accepted && !accepted.replayed()) {
            return accepted;
        }
        blobs.discard(budget.stored);
        keys.destroy(List.of(id));
        return switch (outcome) {
            case Submissions.Accepted earlier -> earlier;
            case Submissions.Refused refused -> throw refused.problem();
        };
    }

    private Submission message(
            Multipart.@Nullable Part part, Budget budget, MessageDigest fingerprint)
            throws IOException {
        if (part == null || !part.name().equals("message")) {
            throw Problem.invalid("message", "must be the first part");
        }
        int largest = Math.toIntExact(config.largestRequest().asLongValue());
        var bytes = new Arriving(part.content(), budget).readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw tooLarge("The part message has at most " + largest + " bytes.");
        }
        fingerprint.update(ByteBuffer.allocate(8).putLong(bytes.length).flip());
        fingerprint.update(bytes);
        return Submission.from(new Fields(requestBody.parse(bytes)), config.limits(), clock, true);
    }

    private Attachment attachment(
            Multipart.Part part,
            int number,
            MessageKey key,
            Budget budget,
            MessageDigest fingerprint)
            throws IOException {
        var name = "attachment[" + number + "]";
        if (!part.name().equals("attachment")) {
            throw Problem.invalid(
                    "part " + (number + 1), "must be called attachment, as all after the first");
        }
        if (number > config.documents().most()) {
            throw Problem.of(
                    422,
                    "too-many-attachments",
                    "Too many attachments",
                    "A message has at most " + config.documents().most() + " attachments.");
        }
        budget.part = name;
        budget.ofPart = 0;
        var content = new Arriving(part.content(), budget);
        var head = content.readNBytes(MediaTypes.HEAD);
        var type = MediaTypes.of(head);
        if (type == MediaType.EMPTY) {
            throw Problem.invalid(name, "must not be empty");
        }
        if (!TAKEN.contains(type)) {
            throw Problem.of(
                    415,
                    "unsupported-attachment",
                    "An attachment of this type is not taken",
                    name
                            + " is none of PDF, TIFF, PNG, JPEG, DOCX, ODT, TXT and EML by its"
                            + " content.");
        }
        var blobId = UUID.randomUUID();
        var ofContent = sha256();
        budget.stored.add(blobId);
        long size =
                blobs.put(
                        key,
                        blobId,
                        new Digested(
                                new SequenceInputStream(new ByteArrayInputStream(head), content),
                                ofContent));
        var called = part.fileName();
        var fileName = (called == null ? "" : called).getBytes(StandardCharsets.UTF_8);
        fingerprint.update(ByteBuffer.allocate(8).putLong(fileName.length).flip());
        fingerprint.update(fileName);
        fingerprint.update(ofContent.digest());
        return new Attachment(blobId, called, type.mediaTypeName(), size);
    }

    private static Problem tooLarge(String detail) {
        return Problem.of(413, "too-large", "Too large", detail);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What has come of a request, also of what is around its parts. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count += Math.max(0, some);
            return some;
        }

        /**
         * A sender that is still sending reads the answer only when it has sent the rest; so that
         * is taken, as far as the server takes it without an answer of its own.
         */
        void skipRest(long most) {
            var thrownAway = new byte[16 * 1024];
            try {
                while (count < most && read(thrownAway) >= 0) {}
            } catch (IOException e) {
                // It has stopped sending.
            }
        }
    }

    /** What one request may still send, and what is stored of it by now. */
    private static final class Budget {
        final Instant until;
        final List<UUID> stored = new ArrayList<>();
        String part = "message";
        long ofPart;
        long ofAll;

        Budget(Instant until) {
            this.until = until;
        }
    }

    /** Counts what comes, and stops at the first byte that is too many, or too late. */
    private final class Arriving extends FilterInputStream {
        private final Budget budget;

        Arriving(InputStream in, Budget budget) {
            super(in);
            this.budget = budget;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            if (some <= 0) {
                return some;
            }
            budget.ofPart += some;
            budget.ofAll += some;
            long largest = config.documents().largest().asLongValue();
            if (budget.ofPart > largest) {
                throw tooLarge(budget.part + " has at most " + largest + " bytes.");
            }
            long allTogether = config.documents().allTogether().asLongValue();
            if (budget.ofAll > allTogether) {
                throw tooLarge(
                        "With "
                                + budget.part
                                + " it is more than "
                                + allTogether
                                + " bytes in all.");
            }
            if (clock.instant().isAfter(budget.until)) {
                throw Problem.of(
                        408,
                        "too-slow",
                        "The request came too slowly",
                        "It arrives within " + config.documents().arriveWithin() + ".");
            }
            return some;
        }
    }

    private static final class Digested extends FilterInputStream {
        private final MessageDigest digest;

        Digested(InputStream in, MessageDigest digest) {
            super(in);
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                digest.update((byte) one);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            if (some > 0) {
                digest.update(bytes, offset, some);
            }
            return some;
        }
    }
}
