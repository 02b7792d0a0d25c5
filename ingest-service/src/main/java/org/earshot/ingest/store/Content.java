package org.earshot.ingest.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a correspondent wrote and who they are: all that is encrypted of a message. It never shows
 * itself in a log.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Content(
        @Nullable String subject,
        String body,
        @Nullable Correspondent correspondent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment> attachments) {

    // Absent in what was stored before there were documents.
    @SuppressWarnings("ConstantValue")
    public Content {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    public Content(@Nullable String subject, String body, @Nullable Correspondent correspondent) {
        this(subject, body, correspondent, List.of());
    }

    public Content with(List<Attachment> attachments) {
        return new Content(subject, body, correspondent, attachments);
    }

    /**
     * What was written into the submission itself, exactly as received: the beginning of the
     * message text.
     */
    public String text() {
        return subject == null || subject.isEmpty() ? body : subject + "\n\n" + body;
    }

    @Override
    public String toString() {
        return "Content";
    }

    /** The person who wrote, as the submitter knows them. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Correspondent(
            @Nullable String reference, @Nullable String name, @Nullable String contact) {
        @Override
        public String toString() {
            return "Correspondent";
        }
    }

    /**
     * A document that came with the message.
     *
     * @param name as its sender called it; absent when they did not
     * @param mediaType by its bytes, such as {@code application/pdf}
     * @param size bytes
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attachment(UUID blobId, @Nullable String name, String mediaType, long size) {
        @Override
        public String toString() {
            return "Attachment " + blobId;
        }
    }
}
