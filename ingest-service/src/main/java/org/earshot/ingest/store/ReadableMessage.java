package org.earshot.ingest.store;

import java.time.Instant;
import java.util.UUID;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A message with its words, for the moment it takes to hand them on.
 *
 * @param documents what the documents say; null when there are none, or they are not read yet
 */
public record ReadableMessage(
        UUID id,
        Channel channel,
        Instant receivedAt,
        @Nullable About about,
        @Nullable Boolean safeToContact,
        Content content,
        @Nullable DocumentTexts documents) {

    /**
     * The message text that offsets of evidence count in: what was submitted, then what each
     * document says, each after an empty line. As long as documents are not read it ends before
     * them, so no offset ever moves.
     */
    public String text() {
        return textOf(content, documents);
    }

    static String textOf(Content content, @Nullable DocumentTexts documents) {
        if (documents == null) {
            return content.text();
        }
        var text = new StringBuilder(content.text());
        documents.documents().forEach(document -> text.append("\n\n").append(document.text()));
        return text.toString();
    }

    @Override
    public String toString() {
        return "ReadableMessage " + id;
    }
}
