package org.earshot.classifier.reception;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.earshot.classifier.ClassifierConfig;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The texts of messages, fetched to be assessed and not kept. */
@ApplicationScoped
class Texts {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper WRITER = new JsonMapper();
    private static final int MOST_AT_ONCE = 100;
    private static final Set<String> PARTS = Set.of("texts", "missing", "failed");

    private final IngestClient ingest;
    private final int atOnce;

    @Inject
    Texts(@RestClient IngestClient ingest, ClassifierConfig config) {
        this(ingest, config.textsAtOnce());
    }

    Texts(IngestClient ingest, int atOnce) {
        this.ingest = ingest;
        this.atOnce = atOnce;
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "earshot.classifier.texts-at-once is to be from 1 to " + MOST_AT_ONCE);
        }
    }

    /**
     * @param missing erased, or never there
     * @param failed stored, but ingest-service cannot open it
     */
    record NotRead(Set<UUID> missing, Set<UUID> failed) {}

    /**
     * Hands over each text as it arrives, so that one at a time is in memory.
     *
     * @throws IOException when an answer breaks off, is not understood or does not say of every
     *     message one thing; what was handed over by then will be again
     */
    NotRead each(List<UUID> ids, BiConsumer<UUID, String> assess) throws IOException {
        var missing = new HashSet<UUID>();
        var failed = new HashSet<UUID>();
        for (int from = 0; from < ids.size(); from += atOnce) {
            var some = ids.subList(from, Math.min(ids.size(), from + atOnce));
            var request = WRITER.createObjectNode();
            var array = request.putArray("ids");
            some.forEach(id -> array.add(id.toString()));
            try (InputStream answer = ingest.texts(request.toString());
                    JsonParser json = JSON.createParser(answer)) {
                read(json, new HashSet<>(some), assess, missing, failed);
            }
        }
        return new NotRead(missing, failed);
    }

    /**
     * Ingest-service may stop half-way and still leave a well-formed document behind, so it is the
     * whole of the answer, or it is none.
     */
    private static void read(
            JsonParser json,
            Set<UUID> unheardOf,
            BiConsumer<UUID, String> assess,
            Set<UUID> missing,
            Set<UUID> failed)
            throws IOException {
        var parts = new HashSet<String>();
        expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            expect(parts.add(field));
            json.nextToken();
            switch (field) {
                case "texts" -> texts(json, unheardOf, assess);
                case "missing" -> ids(json, unheardOf, missing);
                case "failed" -> ids(json, unheardOf, failed);
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
        expect(json.nextToken() == null);
        expect(parts.containsAll(PARTS));
        expect(unheardOf.isEmpty());
    }

    private static void texts(JsonParser json, Set<UUID> unheardOf, BiConsumer<UUID, String> assess)
            throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            @Nullable UUID id = null;
            @Nullable String text = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = id(json);
                    case "text" -> text = text(json);
                    default -> json.skipChildren();
                }
            }
            if (id == null || text == null) {
                throw notAsAgreed();
            }
            expect(unheardOf.remove(id));
            assess.accept(id, text);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private static void ids(JsonParser json, Set<UUID> unheardOf, Set<UUID> ids)
            throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            UUID id = id(json);
            expect(unheardOf.remove(id));
            ids.add(id);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private static UUID id(JsonParser json) throws IOException {
        try {
            return UUID.fromString(text(json));
        } catch (IllegalArgumentException e) {
            throw notAsAgreed();
        }
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static void expect(boolean asAgreed) throws IOException {
        if (!asAgreed) {
            throw notAsAgreed();
        }
    }

    /** Nothing of the answer goes into the message: it holds people's words. */
    private static IOException notAsAgreed() {
        return new IOException("the answer of ingest-service is not as agreed");
    }
}
