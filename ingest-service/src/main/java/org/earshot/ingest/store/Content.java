package org.earshot.ingest.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a correspondent wrote and who they are: all that is encrypted of a message. It never shows
 * itself in a log.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Content(
        @Nullable String subject, String body, @Nullable Correspondent correspondent) {

    /** The message text that offsets of evidence count in, exactly as received. */
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
}
