package org.earshot.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator sets for this service, apart from addresses and credentials of its servers. */
@ConfigMapping(prefix = "earshot.ingest")
public interface IngestConfig {

    /** 32 random bytes in base64. Whoever has it and the key database can read every message. */
    String keyEncryptionKey();

    /**
     * Earlier key-encryption keys, still needed for messages they wrapped. Without them those
     * messages are lost.
     */
    Optional<List<String>> retiredKeyEncryptionKeys();

    /** Where routing-service publishes the keys that its read grants are signed with. */
    URI readGrantKeysUrl();

    /** How long withdrawn read-grant keys are believed at most. */
    @WithDefault("PT10M")
    Duration readGrantKeysCachedFor();

    /** A grant that would be valid for longer is refused: no lease is longer. */
    @WithDefault("PT20M")
    Duration longestReadGrant();

    /**
     * How long a repeated Idempotency-Key is recognised. After it, the same request is a new
     * message.
     */
    @WithDefault("P7D")
    Duration idempotencyKeysKeptFor();

    /** The largest request, in bytes. Larger ones are refused with 413. */
    @WithDefault("1M")
    MemorySize largestRequest();

    /**
     * How many batches a replica takes at once, half of them from one portal. Each needs a few
     * megabytes and a connection of its own to either database; one more is told to come back.
     */
    @WithDefault("8")
    int batchesAtOnce();

    Limits limits();

    Blobs blobs();

    Documents documents();

    Extraction extraction();

    RateLimit rateLimit();

    PersonClaim person();

    /** The longest a submission's fields may be, in Unicode characters (code points). */
    interface Limits {
        @WithDefault("500000")
        int body();

        @WithDefault("1000")
        int subject();

        @WithDefault("100")
        int correspondentReference();

        @WithDefault("200")
        int correspondentName();

        @WithDefault("500")
        int correspondentContact();
    }

    /**
     * What one portal may ask of one replica of this service. Requests above it are refused with
     * 429; the lines of a batch count each, and wait instead.
     */
    interface RateLimit {
        /**
         * Requests a second, in the long run. Lower delays a portal's peaks, and batches always.
         */
        @WithDefault("200")
        int perSecond();

        /** How many may come at once after a pause. */
        @WithDefault("1000")
        int burst();
    }

    /** Where documents are kept as they came, encrypted. */
    interface Blobs {
        /**
         * A folder that outlives this process, on a disk that is backed up. Lost, every document is
         * lost; what was read of them is in the database. With a bucket they are here only while
         * they arrive, encrypted all the same.
         */
        Path folder();

        Bucket bucket();
    }

    /** Where they are kept instead, when it has a name: object storage by the API of Amazon S3. */
    interface Bucket {
        Optional<String> name();

        /** Of a store that is not Amazon's. */
        Optional<URI> endpoint();

        @WithDefault("eu-west-2")
        String region();

        /** The bucket's name in the path and not in the host's name, as most other stores want. */
        @WithDefault("false")
        boolean pathStyle();

        /** Without it: from the environment, or whatever the platform offers. */
        Optional<String> accessKeyId();

        Optional<String> secretAccessKey();
    }

    /** How many documents may come with a message. What is beyond is refused whole. */
    interface Documents {
        @WithDefault("20")
        int most();

        @WithDefault("25M")
        MemorySize largest();

        /** All of one message together; the server's own limit on a request is a little above. */
        @WithDefault("60M")
        MemorySize allTogether();

        /** A request that takes longer to arrive is refused with 408: it holds a thread. */
        @WithDefault("PT10M")
        Duration arriveWithin();
    }

    /** How documents are read, after they have been stored and acknowledged. */
    interface Extraction {
        /**
         * Messages whose documents are read at once by one replica; 0 reads none here. Each takes a
         * core and up to a gigabyte beside this process.
         */
        @WithDefault("1")
        int atOnce();

        /** After so many attempts that failed the message goes on with the mark U. */
        @WithDefault("3")
        int attempts();

        /** Between the first attempt that failed and the next; longer after each. */
        @WithDefault("PT10S")
        Duration pauseAfterFailure();

        /** What a crashed reader had claimed is claimed again after this. */
        @WithDefault("PT1M")
        Duration lease();

        @WithDefault("300")
        int pages();

        /** Of all documents of a message together, in characters; the rest is told as unread. */
        @WithDefault("1000000")
        int text();

        @WithDefault("PT15M")
        Duration documentWithin();

        @WithDefault("PT1M")
        Duration pageWithin();

        /** 0 to 1; a page whose words have a lower mean earns the mark U. */
        @WithDefault("0.70")
        double leastConfidence();

        /** Of letters, as Tesseract names its data. */
        @WithDefault("eng+cym")
        String languages();

        /**
         * Documents lie here decrypted while they are read: memory (tmpfs), where there is some.
         */
        @WithDefault("${java.io.tmpdir}")
        Path folder();
    }

    /** How a person's token differs from a service's. */
    interface PersonClaim {
        @WithDefault("subject_kind")
        String claim();

        @WithDefault("person")
        String value();
    }
}
